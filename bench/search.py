"""`python -m bench search` and `lookup`: the latency of 200 terms, including the most expensive ones, one at a time."""

import json
import statistics
import time
import urllib.request
from typing import Any

import asyncpg

QUERY = """query ($s: String) { customers(search: $s, first: 25) {
    searchTooBroad totalCount pageInfo { endCursor hasNextPage } nodes { id number name phone email status } } }"""
LOOKUP = """query ($s: String!) { lookup(text: $s) { __typename id ... on Customer { number name phone email }
    ... on Contract { number customer { name } } ... on Sim { iccid } ... on PhoneNumber { msisdn }
    ... on Payment { number paidAt } ... on Ticket { number subject } } }"""
ROUNDS = 5
# Frequent names, frequent beginnings and endings of names, and names that do not occur.
COMMON = [
    "Асанов", "Асанова", "Токтогулов", "Иванов", "Азамат", "Айгүл", "Айгуль", "Назгул", "Анна", "Осоо", "Alice", "Taylor", "Ова", "ева",
    "бек", "жан", "ан", "Ли", "Ал", "Ас", "Ай", "Ма", "Ка", "Ab", "Jo", "Ты", "ыы", "Щу", "Асанов Азамат", "Азамат Асанов", "ова ай", "ал ас",
    "Иванов Иван", "Петрова Анна", "осоо алтын", "Алтын Агро", "ова а", "Асанов А", "Toktogulova Nazgul", "Zhumabaev", "Jumabaev", "Sidykov",
    "Кадыров Данияр", "Асанов 0772", "Асанов 3703", "Айгүл 00", "Нетакого", "Нетакого Совсем", "xyzzy", "qqqq wwww",
]  # fmt: skip
NUMBERS = [
    "0772", "077", "0770", "+99677", "996770", "772", "777", "123", "000", "111", "0000", "3703", "1234", "00 00", "20 37 03", "77 77 77",
    "0700", "0555123456", "99999999", "12345678", "8999677", "8999677000", "899967700000", "C", "CD", "CD0", "CD00", "KD0", "KD00000", "KD00000002",
    "KD9", "CD00999999", "AN", "ID", "example.kg", "@example", "example", "1", "gmail.com", "a@b",
]  # fmt: skip


async def _known_terms(url: str) -> list[str]:
    """Terms from existing rows: numbers in the notations that people type, and names."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "select c.name, c.number, c.phone, c.email, k.number as contract, n.msisdn, s.iccid, d.number as document"
            " from customer c join contract k on k.customer_id = c.id join phone_number n on n.id = k.phone_number_id"
            " join sim s on s.id = k.sim_id left join identity_document d on d.customer_id = c.id"
            " where c.number = any(array(select 'CD' || lpad((1 + n * 7919 % 99991)::text, 8, '0') from generate_series(1, 14) n))"
        )
    finally:
        await connection.close()
    found: list[str] = []
    for row in rows:
        local = "0" + row["msisdn"][4:]
        found += [row["name"], row["name"][:5], row["contract"], row["iccid"], row["iccid"][-7:], row["number"]]
        found += [local, f"{local[:4]} {local[4:6]} {local[6:8]} {local[8:]}", local[-6:], local[-4:], row["phone"]]
        found += [each for each in (row["email"], row["document"]) if each] + [f"{row['name'].split()[0]} {local}"]
    return found


def _ask(url: str, headers: dict[str, str], query: str, term: str) -> tuple[float, Any]:
    body = json.dumps({"query": query, "variables": {"s": term}}).encode()
    request = urllib.request.Request(url, body, {"content-type": "application/json", **headers})
    started = time.perf_counter()
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    return (time.perf_counter() - started) * 1000, answer


async def terms(url: str) -> list[str]:
    """200 different terms."""
    return list(dict.fromkeys([*COMMON, *NUMBERS, *await _known_terms(url)]))[:200]


def measured(name: str, url: str, headers: dict[str, str], given: list[str]) -> None:
    """Send each term in turn to `search` or `lookup`; print the percentiles of the latency and the ten slowest terms."""
    query = LOOKUP if name == "lookup" else QUERY
    times: dict[str, list[float]] = {term: [] for term in given}
    broad = refused = 0
    for number in range(ROUNDS + 1):
        for term in given:
            milliseconds, answer = _ask(url, headers, query, term)
            if number:
                times[term].append(milliseconds)
            elif "errors" in answer:
                assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT", (term, answer["errors"])
                refused += 1
            elif name == "search":
                broad += answer["data"]["customers"]["searchTooBroad"]
    every = sorted(milliseconds for each in times.values() for milliseconds in each)
    p50, p99 = statistics.median(every), every[int(len(every) * 0.99)]
    print(
        f"| {name}, {len(given)} terms ({broad} too broad, {refused} too short) | p50 {p50:.1f} ms | p99 {p99:.1f} ms | target 50 ms |"
    )
    worst = sorted(times, key=lambda term: -statistics.median(times[term]))[:10]
    for term in worst:
        print(f"|   {term} | {statistics.median(times[term]):.1f} ms | {max(times[term]):.1f} ms | |")

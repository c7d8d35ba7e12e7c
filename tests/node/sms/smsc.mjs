// A small SMSC for tests: `node smsc.mjs PORT`. It reads one JSON object per line and writes one per line.
//
// In:  {mode: accept|throttle|queue_full|reject|swallow|drop, times?: n}  how submit_sm is answered; accept again after n
//      {skip: n}                        n submit_sm are accepted before the mode applies
//      {ids: same|hexadecimal_then_decimal|decimal_then_hexadecimal}      spelling in the answer, then in receipt text
//      {receipts: milliseconds|null, stat?: DELIVRD, tlv?: none|nul|bare, esm_class?: 4}
//      {answer_swallowed: true}         answer the swallowed submit_sm late
//      {deliver: {…fields}}             a deliver_sm as given
//      {unbind: true} {enquire_link: true} {disconnect: true}
//      {mute_enquire_link: true|false}
// Out: {listening} {bound} {submit: {…}} {receipt_answer: status} {unbound} {unbind_answer} {enquired} {closed} {done}
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const smpp = createRequire(import.meta.url)('smpp');
const state = { mode: 'accept', times: Infinity, skip: 0, ids: 'same', receipts: null, stat: 'DELIVRD', tlv: 'none',
  esm_class: 4, mute_enquire_link: false };
const statuses = { throttle: smpp.ESME_RTHROTTLED, queue_full: smpp.ESME_RMSGQFUL, reject: smpp.ESME_RINVDSTADR };
const sessions = new Set();
const swallowed = [];
const assembling = new Map();
let next = 4095;

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

function written(number) {
  if (state.ids === 'hexadecimal_then_decimal') return [number.toString(16).toUpperCase().padStart(8, '0'), String(number)];
  if (state.ids === 'decimal_then_hexadecimal') return [String(number), number.toString(16)];
  return [`m-${number}`, `m-${number}`];
}

// smpp decodes a TLV cstring with its NUL; the bare form needs a TLV type of its own.
smpp.addTLV('bare_receipted_message_id', { id: 0x001E, type: smpp.types.tlv.string });
smpp.tlvsById[0x001E] = smpp.tlvs.receipted_message_id;

function deliverReceipt(session, pdu, [answered, inText]) {
  const text = `id:${inText} sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:${state.stat} err:000 text:`;
  const fields = { source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: state.esm_class,
    short_message: state.tlv === 'none' ? text : '' };
  const number = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 }[state.stat];
  if (state.tlv === 'nul') Object.assign(fields, { receipted_message_id: answered, message_state: number });
  if (state.tlv === 'bare') Object.assign(fields, { bare_receipted_message_id: answered, message_state: number });
  session.deliver_sm(fields, (answer) => say({ receipt_answer: answer.command_status }));
}

function report(pdu, mode) {
  const { udh, message } = pdu.short_message;
  const part = { mode, to: pdu.destination_addr, from: pdu.source_addr, ton: pdu.dest_addr_ton, npi: pdu.dest_addr_npi,
    source_ton: pdu.source_addr_ton, text: message, data_coding: pdu.data_coding, esm_class: pdu.esm_class,
    registered_delivery: pdu.registered_delivery, parts: 1, part: 1, number: null };
  if (udh?.length) {
    const [, , number, parts, index] = udh[0];
    Object.assign(part, { parts, part: index, number });
    if (mode === 'accept') {
      const key = `${pdu.destination_addr} ${number}`;
      const texts = assembling.get(key) ?? new Map();
      assembling.set(key, texts.set(index, message));
      if (texts.size === parts) {
        part.whole = Array.from({ length: parts }, (_, at) => texts.get(at + 1)).join('');
        assembling.delete(key);
      }
    }
  } else if (mode === 'accept') part.whole = message;
  say({ submit: part });
}

function currentMode() {
  if (state.mode === 'accept') return 'accept';
  if (state.skip > 0) { state.skip -= 1; return 'accept'; }
  const { mode } = state;
  state.times -= 1;
  if (state.times <= 0) state.mode = 'accept';
  return mode;
}

function accept(session, pdu) {
  const ids = written(next += 1);
  session.send(pdu.response({ message_id: ids[0] }));
  if (state.receipts !== null) setTimeout(() => deliverReceipt(session, pdu, ids), state.receipts);
}

const server = smpp.createServer((session) => {
  sessions.add(session);
  session.on('error', () => {});
  session.on('close', () => { sessions.delete(session); say({ closed: true }); });
  session.on('bind_transceiver', (pdu) => {
    const right = pdu.system_id === 'crm' && pdu.password === 'secret';
    session.send(pdu.response({ command_status: right ? 0 : smpp.ESME_RINVPASWD, system_id: 'smsc' }));
    if (right) say({ bound: pdu.system_id });
  });
  session.on('submit_sm', (pdu) => {
    const mode = currentMode();
    report(pdu, mode);
    if (mode === 'accept') accept(session, pdu);
    else if (mode === 'swallow') swallowed.push([session, pdu]);
    else if (mode === 'drop') session.destroy();
    else session.send(pdu.response({ command_status: statuses[mode] }));
  });
  session.on('enquire_link', (pdu) => {
    say({ enquired: true });
    if (!state.mute_enquire_link) session.send(pdu.response());
  });
  session.on('enquire_link_resp', () => say({ enquire_link_answer: true }));
  session.on('unbind', (pdu) => { say({ unbound: true }); session.send(pdu.response()); session.close(); });
  session.on('unbind_resp', () => say({ unbind_answer: true }));
});

createInterface({ input: process.stdin }).on('line', (line) => {
  const { answer_swallowed, deliver, unbind, enquire_link, disconnect, ...settings } = JSON.parse(line);
  if ('mode' in settings) Object.assign(state, { times: Infinity, skip: 0 });
  Object.assign(state, settings);
  if (answer_swallowed) swallowed.splice(0).forEach(([session, pdu]) => accept(session, pdu));
  for (const session of sessions) {
    if (deliver) session.deliver_sm(deliver, (answer) => say({ receipt_answer: answer.command_status }));
    if (unbind) session.unbind();
    if (enquire_link) session.enquire_link();
    if (disconnect) session.destroy();
  }
  say({ done: true });
}).on('close', () => process.exit(0));

server.listen(Number(process.argv[2]), '127.0.0.1', () => say({ listening: true }));

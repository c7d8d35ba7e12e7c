import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A currency, ISO 4217: `KGS`. */
  CurrencyCode: { input: string; output: string; }
  /** A calendar date: `2026-01-31`. */
  Date: { input: string; output: string; }
  /** A moment, RFC 3339, in UTC: `2026-01-31T12:00:00.000000+00:00`. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number, as text: `"12.50"`. */
  Decimal: { input: string; output: string; }
  /** A field, as in orders (`CREATED_AT`), or a path over to-one relations (`"contract.tariff.code"`). */
  FieldPath: { input: string; output: string; }
  /** A file of a request by the GraphQL multipart request specification. */
  Upload: { input: any; output: any; }
};

/** What is given or taken, and why. */
export type AdjustBalanceInput = {
  /** Positive: given to the customer; negative: taken. */
  amount: MoneyInput;
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** Why; the customer reads it on the statement. */
  reason: Scalars['String']['input'];
};

/** What to group by. */
export type AggregateGroupBy = {
  /** The period a moment falls into. */
  bucket?: InputMaybe<Bucket>;
  /** A field, or a path over to-one relations. */
  field: Scalars['FieldPath']['input'];
  /** Time zone the periods begin in, IANA name; the operator's (`CRM_TIME_ZONE`) when absent. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** One of the values a group has in common. */
export type AggregateKey = {
  __typename?: 'AggregateKey';
  /** The path grouped by. */
  field: Scalars['String']['output'];
  /** The value, as text; a period by its first day. */
  value?: Maybe<Scalars['String']['output']>;
};

/** An order of groups. */
export type AggregateOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by; SUM is the selected sum. */
  field: AggregateOrderField;
};

/** What groups can be ordered by. */
export type AggregateOrderField =
  | 'COUNT'
  | 'KEYS'
  | 'SUM';

/** A group: what its rows have in common, and what they amount to. */
export type AggregateRow = {
  __typename?: 'AggregateRow';
  /** The average. */
  avg?: Maybe<Scalars['Decimal']['output']>;
  /** How many rows. */
  count: Scalars['Int']['output'];
  /** How many different values. */
  countDistinct: Scalars['Int']['output'];
  /** Give it to `after` to go on behind this group. */
  cursor: Scalars['String']['output'];
  /** The group's keys, in order; where money is measured its currency is one of them. */
  keys: Array<AggregateKey>;
  /** The largest value, as text. */
  max?: Maybe<Scalars['String']['output']>;
  /** The smallest value, as text. */
  min?: Maybe<Scalars['String']['output']>;
  /** The sum, exact. */
  sum?: Maybe<Scalars['Decimal']['output']>;
};


/** A group: what its rows have in common, and what they amount to. */
export type AggregateRowAvgArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group: what its rows have in common, and what they amount to. */
export type AggregateRowCountDistinctArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group: what its rows have in common, and what they amount to. */
export type AggregateRowMaxArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group: what its rows have in common, and what they amount to. */
export type AggregateRowMinArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group: what its rows have in common, and what they amount to. */
export type AggregateRowSumArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};

/** Which mismatch is to be repaired. */
export type ApplyRepairInput = {
  /** The mismatch. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** What there is to say about it, at most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
};

/** Which refund is let go. */
export type ApproveRefundInput = {
  /** The refund; somebody else asked for it. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Whom a ticket is given to. */
export type AssignTicketInput = {
  /** E-mail address of a member of the staff, or `me`; absent: nobody. */
  assignee?: InputMaybe<Scalars['String']['input']>;
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The team it waits for; absent: as it was, empty: none. */
  queue?: InputMaybe<Scalars['String']['input']>;
};

/** A file for a ticket. */
export type AttachToTicketInput = {
  /** A picture, a PDF, a text or an office document, as large as the server's settings let it be (10 MB). */
  file: Scalars['Upload']['input'];
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Keep it among the staff; what subscribers attach never is. */
  internal?: Scalars['Boolean']['input'];
};

/** One field that a mutation changed. */
export type AuditChange = {
  __typename?: 'AuditChange';
  /** The value after; secrets are starred. */
  after?: Maybe<Scalars['String']['output']>;
  /** The value before; secrets are starred. */
  before?: Maybe<Scalars['String']['output']>;
  /** INSERT, UPDATE or DELETE. */
  change: Scalars['String']['output'];
  /** Which column. */
  field: Scalars['String']['output'];
  /** Key of the row; null where it has none of its own. */
  key?: Maybe<Scalars['String']['output']>;
  /** Which table. */
  table: Scalars['String']['output'];
};

/** One mutation: who did what, when and from where, and what came of it. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** Who did it. */
  actor: Scalars['String']['output'];
  /** From which address. */
  address?: Maybe<Scalars['String']['output']>;
  /** What changed; empty once erased. */
  changes: Array<AuditChange>;
  /** With which application. */
  client?: Maybe<Scalars['String']['output']>;
  /** When it was done. */
  createdAt: Scalars['DateTime']['output'];
  /** The key it was called with. */
  idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** What it was about. */
  node?: Maybe<Node>;
  /** DONE, or the code of the refusal. */
  outcome: Scalars['String']['output'];
  /** As what. */
  role: Scalars['String']['output'];
  /** The mutation's name. */
  verb: Scalars['String']['output'];
};

/** A page of a list of AuditEntry. */
export type AuditEntryConnection = {
  __typename?: 'AuditEntryConnection';
  /** The rows with their cursors. */
  edges: Array<AuditEntryEdge>;
  /** The rows. */
  nodes: Array<AuditEntry>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A AuditEntry and its place in a list. */
export type AuditEntryEdge = {
  __typename?: 'AuditEntryEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: AuditEntry;
};

/** Which AuditEntry rows; everything given must hold. */
export type AuditEntryFilter = {
  /** Who did it. */
  actor?: InputMaybe<CodeFilter>;
  /** All of these hold. */
  and?: InputMaybe<Array<AuditEntryFilter>>;
  /** When it was done. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** This does not hold. */
  not?: InputMaybe<AuditEntryFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<AuditEntryFilter>>;
  /** DONE, or the code of the refusal. */
  outcome?: InputMaybe<CodeFilter>;
  /** The mutation's name. */
  verb?: InputMaybe<CodeFilter>;
};

/** An order of AuditEntry. */
export type AuditEntryOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: AuditEntryOrderField;
};

/** What a list of AuditEntry can be ordered by. */
export type AuditEntryOrderField =
  | 'CREATED_AT';

/** A verb of the state machine and whether the viewer may use it now. */
export type AvailableAction = {
  __typename?: 'AvailableAction';
  /** Whether it would be accepted now. */
  allowed: Scalars['Boolean']['output'];
  /** Why not: an error code; null when allowed. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The verb, as the mutations' names begin. */
  verb: Scalars['String']['output'];
};

/** What was paid, paid back or charged, on paper. */
export type Bill = Node & {
  __typename?: 'Bill';
  /** What was paid, paid back or charged. */
  amount: Money;
  /** What it held afterwards. */
  balanceAfter: Money;
  /** What the contract held before. */
  balanceBefore: Money;
  /** The contract it is about. */
  contract?: Maybe<Contract>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** When the money moved. */
  issuedAt: Scalars['DateTime']['output'];
  /** Receipt, credit note or invoice. */
  kind: BillKind;
  /** How it was paid. */
  method?: Maybe<PaymentMethod>;
  /** Its number, without gaps in its series; null for the second until it is given. */
  number?: Maybe<Scalars['String']['output']>;
  /** The payment it is about. */
  payment?: Maybe<Payment>;
  /** The refund it is about. */
  refund?: Maybe<Refund>;
  /** The tax contained in it, for information. */
  tax: Money;
  /** The rate of that tax, in percent. */
  taxRate: Scalars['Decimal']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Where to fetch it as a PDF, in the customer's language, for some minutes; null for analysts. */
  url?: Maybe<Scalars['String']['output']>;
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** A page of a list of Bill. */
export type BillConnection = {
  __typename?: 'BillConnection';
  /** The rows with their cursors. */
  edges: Array<BillEdge>;
  /** The rows. */
  nodes: Array<Bill>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Bill and its place in a list. */
export type BillEdge = {
  __typename?: 'BillEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Bill;
};

/** Which Bill rows; everything given must hold. */
export type BillFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<BillFilter>>;
  /** The contract it is about. */
  contract?: InputMaybe<ContractFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** Receipt, credit note or invoice. */
  kind?: InputMaybe<BillKindFilter>;
  /** This does not hold. */
  not?: InputMaybe<BillFilter>;
  /** Its number, without gaps in its series; null for the second until it is given. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<BillFilter>>;
  /** The payment it is about. */
  payment?: InputMaybe<PaymentFilter>;
  /** The refund it is about. */
  refund?: InputMaybe<RefundFilter>;
};

/** What a bill says. */
export type BillKind =
  /** That money was paid back. */
  | 'CREDIT_NOTE'
  /** What is owed. */
  | 'INVOICE'
  /** That money came. */
  | 'RECEIPT';

/** Compares a value; all given operators must hold. */
export type BillKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<BillKind>;
  /** Any of these. */
  in?: InputMaybe<Array<BillKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<BillKind>;
};

/** What must hold of the Bill rows that belong to a row. */
export type BillListFilter = {
  /** All match; so do none at all. */
  every?: InputMaybe<BillFilter>;
  /** None matches. */
  none?: InputMaybe<BillFilter>;
  /** At least one matches. */
  some?: InputMaybe<BillFilter>;
};

/** An order of Bill. */
export type BillOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: BillOrderField;
};

/** What a list of Bill can be ordered by. */
export type BillOrderField =
  | 'CREATED_AT';

/** Compares a value; all given operators must hold. */
export type BooleanFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Periods that moments fall into. */
export type Bucket =
  | 'DAY'
  | 'MONTH'
  | 'WEEK'
  | 'YEAR';

/** A file of subscribers, and how it is to be taken in. */
export type BulkRegisterInput = {
  /** Only look at what would be done. */
  dryRun?: Scalars['Boolean']['input'];
  /** What becomes of customers who resemble others. */
  duplicates?: Duplicates;
  /** The file's encoding, such as KOI8-R, CP866 or Windows-1251; found out when absent. A file whose encoding is doubtful ends with ENCODING_DOUBTFUL. */
  encoding?: InputMaybe<Scalars['String']['input']>;
  /** Comma-, semicolon- or tab-separated values, also gzipped, with a header that has at least name, phone, iccid and tariff. */
  file: Scalars['Upload']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Columns whose names say something else than we know. */
  mapping?: InputMaybe<Array<ColumnMapping>>;
  /** What becomes of rows whose contract is here already. */
  mode?: ImportMode;
  /** Whether customers are sent messages about it. */
  notify?: Scalars['Boolean']['input'];
  /** What becomes of a file with wrong rows. */
  onError?: OnError;
  /** What becomes of SIMs and numbers that are not in the pool. */
  unknownSims?: UnknownSims;
};

/** A file got on. */
export type BulkRegisterProgress = {
  __typename?: 'BulkRegisterProgress';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Where the log is with this event; give it to `since` to go on from here. */
  cursor: Scalars['String']['output'];
  /** The job as it is now. */
  job: ImportJob;
};

/** Why a customer is a candidate. */
export type CandidateReasons = {
  __typename?: 'CandidateReasons';
  /** The candidate. */
  customer?: Maybe<Customer>;
  /** What was given and differs. */
  differences: Array<CustomerTrait>;
  /** What agrees with what was given. */
  reasons: Array<CustomerTrait>;
};

/** What is charged once, and for what. */
export type ChargeContractInput = {
  /** The amount, tax included. */
  amount: MoneyInput;
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** What for; the customer reads it on the statement. */
  reason: Scalars['String']['input'];
};

/** An application that may get tokens (RFC 6749, section 2). */
export type Client = Node & {
  __typename?: 'Client';
  /** Whether it gets tokens. */
  active: Scalars['Boolean']['output'];
  /** The name it presents itself with. */
  clientId: Scalars['String']['output'];
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** How it may get tokens, separated by spaces. */
  grantTypes: Scalars['String']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** Whether it can keep a secret. */
  kind: ClientKind;
  /** What people see on the sign-in page. */
  name: Scalars['String']['output'];
  /** Where it may be sent back to, separated by spaces. */
  redirectUris: Scalars['String']['output'];
  /** What its tokens may be used for, separated by spaces. */
  scopes: Scalars['String']['output'];
  /** Who signs in through it. */
  signIn: SignIn;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** Which application. */
export type ClientActionInput = {
  /** The application. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** A page of a list of Client. */
export type ClientConnection = {
  __typename?: 'ClientConnection';
  /** The rows with their cursors. */
  edges: Array<ClientEdge>;
  /** The rows. */
  nodes: Array<Client>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Client and its place in a list. */
export type ClientEdge = {
  __typename?: 'ClientEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Client;
};

/** Which Client rows; everything given must hold. */
export type ClientFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<ClientFilter>>;
  /** The name it presents itself with. */
  clientId?: InputMaybe<CodeFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** This does not hold. */
  not?: InputMaybe<ClientFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<ClientFilter>>;
};

/** Whether an application can keep a secret. */
export type ClientKind =
  /** It can: it runs on a server. */
  | 'CONFIDENTIAL'
  /** It cannot: it runs in a browser or on a phone. */
  | 'PUBLIC';

/** An order of Client. */
export type ClientOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ClientOrderField;
};

/** What a list of Client can be ordered by. */
export type ClientOrderField =
  | 'CREATED_AT';

/** What a mutation of an application left. */
export type ClientPayload = {
  __typename?: 'ClientPayload';
  /** The application as it is now; null when refused. */
  client?: Maybe<Client>;
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** Its secret; only in the answer of the call that made it. It is stored as a hash. */
  secret?: Maybe<Scalars['String']['output']>;
};

/** Compares a value; all given operators must hold. */
export type CodeFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** Starts with this text. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** A column of the file, and which of ours it is. Several columns with one `is` are joined with a space, in this order: `Фамилия` and `Имя` to `name`. */
export type ColumnMapping = {
  /** As it stands in the file's header. */
  column: Scalars['String']['input'];
  /** The name of our column; null to leave the file's column out. */
  is?: InputMaybe<Scalars['String']['input']>;
};

/** A word on a ticket. */
export type CommentTicketInput = {
  /** What is to be said, at most 10,000 characters. */
  body: Scalars['String']['input'];
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Keep it among the staff; what subscribers say never is. */
  internal?: Scalars['Boolean']['input'];
};

/** A contract: one line of service for a customer. */
export type Contract = Node & {
  __typename?: 'Contract';
  /** When service began. */
  activatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The verbs people may use, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** What its account holds; below zero, what its customer owes. */
  balance: Money;
  /** Its receipts, credit notes and invoices. */
  bills: BillConnection;
  /** When it ended. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Whose contract it is. */
  customer?: Maybe<Customer>;
  /** What another system knows it by. */
  externalId?: Maybe<Scalars['String']['output']>;
  /** Its transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** What moved its balance. */
  ledgerEntries: LedgerEntryConnection;
  /** The contract number printed on documents. */
  number: Scalars['String']['output'];
  /** Options taken. */
  options: Array<TariffOption>;
  /** Payments towards it. */
  payments: PaymentConnection;
  /** Its number, or the last. */
  phoneNumber?: Maybe<PhoneNumber>;
  /** When it was signed. */
  signedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The SIM that serves it, or last did. */
  sim?: Maybe<Sim>;
  /** Where the contract is in its life. */
  status: ContractStatus;
  /** What it is charged by. */
  tariff?: Maybe<Tariff>;
  /** Support tickets about it. */
  tickets: TicketConnection;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};


/** A contract: one line of service for a customer. */
export type ContractBalanceArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A contract: one line of service for a customer. */
export type ContractBillsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BillFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<BillOrder>>;
};


/** A contract: one line of service for a customer. */
export type ContractLedgerEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LedgerEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<LedgerEntryOrder>>;
};


/** A contract: one line of service for a customer. */
export type ContractPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PaymentOrder>>;
};


/** A contract: one line of service for a customer. */
export type ContractTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TicketOrder>>;
};

/** Which contract, and why. */
export type ContractActionInput = {
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A page of a list of Contract. */
export type ContractConnection = {
  __typename?: 'ContractConnection';
  /** The rows with their cursors. */
  edges: Array<ContractEdge>;
  /** The rows. */
  nodes: Array<Contract>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Contract and its place in a list. */
export type ContractEdge = {
  __typename?: 'ContractEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Contract;
};

/** Which Contract rows; everything given must hold. */
export type ContractFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<ContractFilter>>;
  /** Its receipts, credit notes and invoices. */
  bills?: InputMaybe<BillListFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Whose contract it is. */
  customer?: InputMaybe<CustomerFilter>;
  /** What another system knows it by. */
  externalId?: InputMaybe<CodeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** What moved its balance. */
  ledgerEntries?: InputMaybe<LedgerEntryListFilter>;
  /** This does not hold. */
  not?: InputMaybe<ContractFilter>;
  /** The contract number printed on documents. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<ContractFilter>>;
  /** Payments towards it. */
  payments?: InputMaybe<PaymentListFilter>;
  /** Its number, or the last. */
  phoneNumber?: InputMaybe<PhoneNumberFilter>;
  /** The SIM that serves it, or last did. */
  sim?: InputMaybe<SimFilter>;
  /** Where the contract is in its life. */
  status?: InputMaybe<ContractStatusFilter>;
  /** What it is charged by. */
  tariff?: InputMaybe<TariffFilter>;
  /** Support tickets about it. */
  tickets?: InputMaybe<TicketListFilter>;
};

/** What must hold of the Contract rows that belong to a row. */
export type ContractListFilter = {
  /** All match; so do none at all. */
  every?: InputMaybe<ContractFilter>;
  /** None matches. */
  none?: InputMaybe<ContractFilter>;
  /** At least one matches. */
  some?: InputMaybe<ContractFilter>;
};

/** An order of Contract. */
export type ContractOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ContractOrderField;
};

/** What a list of Contract can be ordered by. */
export type ContractOrderField =
  | 'CREATED_AT';

/** What a mutation of a contract left. */
export type ContractPayload = {
  __typename?: 'ContractPayload';
  /** The contract as it is now; null when refused. */
  contract?: Maybe<Contract>;
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** Where a contract is in its life. */
export type ContractStatus =
  /** Signed, not in service yet. */
  | 'ACCEPTED'
  /** In service. */
  | 'ACTIVE'
  /** Given up before it was in service. */
  | 'CANCELLED'
  /** Ended. */
  | 'CLOSED'
  /** Being written. */
  | 'DRAFT'
  /** Service stopped for now. */
  | 'SUSPENDED';

/** Compares a value; all given operators must hold. */
export type ContractStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<ContractStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<ContractStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<ContractStatus>;
};

/** A new customer. */
export type CreateCustomerInput = {
  /** Create it even if one like it exists, but never one with a document that another has. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** A person's birth date, from 1900 until today. One that differs from the known one makes a possible duplicate; one that was not known yet is added to a recognised customer. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** Recognises a customer who came before, if the name agrees too; with another name it is a possible duplicate. One that a recognised customer has not yet is added. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** Contact e-mail address; before the @ stand Latin letters, digits and signs only. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Person or organisation. */
  kind: CustomerKind;
  /** The language to address the customer in. */
  language?: InputMaybe<Language>;
  /** Full name, surname first, or the organisation's name; it has a letter at least. */
  name: Scalars['String']['input'];
  /** Contact number, valid in its country, without letters or an extension, such as +996555123456; without a plus sign it is read as in the default region, such as 0555 123 456. */
  phone: Scalars['String']['input'];
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Whose limit is now otherwise. */
export type CreditLimitPayload = {
  __typename?: 'CreditLimitPayload';
  /** The contract as it is now; null when refused. */
  contract?: Maybe<Contract>;
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** A person or organisation that has, had or may have contracts. */
export type Customer = Node & {
  __typename?: 'Customer';
  /** What all contracts hold, in the default currency. */
  balance: Money;
  /** A person's birth date; null when it is not known. */
  birthDate?: Maybe<Scalars['Date']['output']>;
  /** The customer's contracts. */
  contracts: ContractConnection;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Documents that prove the identity. */
  documents: Array<IdentityDocument>;
  /** Contact e-mail address. */
  email?: Maybe<Scalars['String']['output']>;
  /** What another system knows them by. */
  externalId?: Maybe<Scalars['String']['output']>;
  /** The transitions of the customer and of its identity check, newest first. */
  history: Array<StatusChange>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** Person or organisation. */
  kind: CustomerKind;
  /** How far the identity check has come. */
  kycStatus: KycStatus;
  /** The language the customer is addressed in. */
  language: Language;
  /** Full name, surname first, or the organisation's name. Filters find it in other spellings too: Федоров is Фёдоров, Omurbek is Өмүрбек. The order NAME follows the Kyrgyz and Russian alphabet; digits and Latin letters come first. */
  name: Scalars['String']['output'];
  /** What messages the customer wants otherwise than by the rules. */
  notificationPreferences: Array<NotificationPreference>;
  /** The customer number printed on documents. */
  number: Scalars['String']['output'];
  /** Payments to any of its contracts. */
  payments: PaymentConnection;
  /** Contact number, E.164. Filters take it as it is typed: 0555 12-34-56. */
  phone: Scalars['String']['output'];
  /** Where the customer is in its life. */
  status: CustomerStatus;
  /** The customer's support tickets. */
  tickets: TicketConnection;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};


/** A person or organisation that has, had or may have contracts. */
export type CustomerBalanceArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A person or organisation that has, had or may have contracts. */
export type CustomerContractsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ContractOrder>>;
};


/** A person or organisation that has, had or may have contracts. */
export type CustomerPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PaymentOrder>>;
};


/** A person or organisation that has, had or may have contracts. */
export type CustomerTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TicketOrder>>;
};

/** A page of a list of Customer. */
export type CustomerConnection = {
  __typename?: 'CustomerConnection';
  /** The rows with their cursors. */
  edges: Array<CustomerEdge>;
  /** The rows. */
  nodes: Array<Customer>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** True when `search` finds more than 1,000: the list then holds 1,000 of them, those whose name begins with what was typed before others. Type more of it. */
  searchTooBroad: Scalars['Boolean']['output'];
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Customer and its place in a list. */
export type CustomerEdge = {
  __typename?: 'CustomerEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Customer;
};

/** Which Customer rows; everything given must hold. */
export type CustomerFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<CustomerFilter>>;
  /** The customer's contracts. */
  contracts?: InputMaybe<ContractListFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Contact e-mail address. */
  email?: InputMaybe<TextFilter>;
  /** What another system knows them by. */
  externalId?: InputMaybe<CodeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** Person or organisation. */
  kind?: InputMaybe<CustomerKindFilter>;
  /** How far the identity check has come. */
  kycStatus?: InputMaybe<KycStatusFilter>;
  /** Full name, surname first, or the organisation's name. Filters find it in other spellings too: Федоров is Фёдоров, Omurbek is Өмүрбек. The order NAME follows the Kyrgyz and Russian alphabet; digits and Latin letters come first. */
  name?: InputMaybe<TextFilter>;
  /** This does not hold. */
  not?: InputMaybe<CustomerFilter>;
  /** The customer number printed on documents. */
  number?: InputMaybe<TextFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<CustomerFilter>>;
  /** Payments to any of its contracts. */
  payments?: InputMaybe<PaymentListFilter>;
  /** Contact number, E.164. Filters take it as it is typed: 0555 12-34-56. */
  phone?: InputMaybe<TextFilter>;
  /** Where the customer is in its life. */
  status?: InputMaybe<CustomerStatusFilter>;
  /** The customer's support tickets. */
  tickets?: InputMaybe<TicketListFilter>;
};

/** What a customer is. */
export type CustomerKind =
  /** A company or another legal person. */
  | 'ORGANISATION'
  /** A natural person. */
  | 'PERSON';

/** Compares a value; all given operators must hold. */
export type CustomerKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<CustomerKind>;
  /** Any of these. */
  in?: InputMaybe<Array<CustomerKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<CustomerKind>;
};

/** An order of Customer. */
export type CustomerOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: CustomerOrderField;
};

/** What a list of Customer can be ordered by. */
export type CustomerOrderField =
  | 'CREATED_AT'
  | 'NAME'
  | 'NUMBER';

/** What a mutation of a customer left. */
export type CustomerPayload = {
  __typename?: 'CustomerPayload';
  /** Of each candidate, what of it agrees with what was given, and what differs. */
  candidateReasons: Array<CandidateReasons>;
  /** Customers a possible duplicate resembles; `candidateReasons` says in what. */
  candidates: Array<Customer>;
  /** The customer as it is now; after a CONFLICT, as it is stored. */
  customer?: Maybe<Customer>;
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** Where a customer is in its life. */
export type CustomerStatus =
  /** Has had a first contract activated. */
  | 'ACTIVE'
  /** Left; no live contract remains. */
  | 'CLOSED'
  /** Known, without a contract yet. */
  | 'PROSPECT'
  /** Barred for now; no new contract. */
  | 'SUSPENDED';

/** Compares a value; all given operators must hold. */
export type CustomerStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<CustomerStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<CustomerStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<CustomerStatus>;
};

/** What customers are compared by. */
export type CustomerTrait =
  /** The birth date, where both are known. */
  | 'BIRTH_DATE'
  /** An identity document: its kind, country and number. */
  | 'DOCUMENT'
  /** The e-mail address. */
  | 'EMAIL'
  /** The name, in whatever spelling. */
  | 'NAME'
  /** The contact number. */
  | 'PHONE';

/** Compares a value; all given operators must hold. */
export type DateFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['Date']['input']>;
  /** Greater than. */
  gt?: InputMaybe<Scalars['Date']['input']>;
  /** Greater than or equal to. */
  gte?: InputMaybe<Scalars['Date']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['Date']['input']>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than. */
  lt?: InputMaybe<Scalars['Date']['input']>;
  /** Less than or equal to. */
  lte?: InputMaybe<Scalars['Date']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['Date']['input']>;
};

/** Compares a value; all given operators must hold. */
export type DateTimeFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Greater than. */
  gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Greater than or equal to. */
  gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['DateTime']['input']>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than. */
  lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Less than or equal to. */
  lte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Which ticket is discarded, and why. */
export type DiscardTicketInput = {
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason: Scalars['String']['input'];
};

/** What discarding a ticket left. */
export type DiscardTicketPayload = {
  __typename?: 'DiscardTicketPayload';
  /** The ticket that is gone; null when refused. */
  discardedId?: Maybe<Scalars['ID']['output']>;
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** Which mismatch is left as it is. */
export type DismissMismatchInput = {
  /** The mismatch. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, at most 500 characters. */
  note: Scalars['String']['input'];
};

/** What proves an identity. */
export type DocumentKind =
  /** National identity card. */
  | 'ID_CARD'
  /** Passport. */
  | 'PASSPORT'
  /** Certificate of a legal person's registration. */
  | 'REGISTRATION_CERTIFICATE'
  /** Residence permit. */
  | 'RESIDENCE_PERMIT';

/** What becomes of customers who resemble others by phone number or e-mail address. */
export type Duplicates =
  /** They are created. */
  | 'CREATE'
  /** Their rows are rejected. */
  | 'REJECT';

/** Which sign-in. */
export type EndSessionInput = {
  /** The session. */
  id: Scalars['ID']['input'];
};

/** Why a mutation was refused. Branch on this, never on the message. */
export type ErrorCode =
  /** There is one with this name already. */
  | 'ALREADY_EXISTS'
  /** It was taken back already. */
  | 'ALREADY_REVERSED'
  /** Somebody changed the node meanwhile; read it again. */
  | 'CONFLICT'
  /** A warning: the customer's stored phone or e-mail differs from the one given, and was kept. */
  | 'CONTACT_KEPT'
  /** The contract has ended; it takes no more than is owed. */
  | 'CONTRACT_CLOSED'
  /** The contract was never in service. */
  | 'CONTRACT_NOT_ACTIVATED'
  /** The account is in another currency. */
  | 'CURRENCY_MISMATCH'
  /** The customer has left. */
  | 'CUSTOMER_CLOSED'
  /** The customer is barred for now. */
  | 'CUSTOMER_SUSPENDED'
  /** The document is no longer valid. */
  | 'DOCUMENT_EXPIRED'
  /** The customer has no document that proves who they are. */
  | 'DOCUMENT_REQUIRED'
  /** An earlier row of the file says the same. */
  | 'DUPLICATE_ROW'
  /** The payment gateway does not answer; nothing was done. */
  | 'GATEWAY_UNAVAILABLE'
  /** The call with this key has not ended yet. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** This key was used with another input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The account does not hold that much. */
  | 'INSUFFICIENT_BALANCE'
  /** Not positive, too large, or with more decimals than the currency has. */
  | 'INVALID_AMOUNT'
  /** Not an e-mail address. */
  | 'INVALID_EMAIL'
  /** The file is empty, too large, or of a kind that is not taken. */
  | 'INVALID_FILE'
  /** Not an ICCID: 18 to 22 digits that begin with 89, with a right check digit. */
  | 'INVALID_ICCID'
  /** The input contradicts itself or lacks something. */
  | 'INVALID_INPUT'
  /** Not an MSISDN: a plus sign and the international number. */
  | 'INVALID_MSISDN'
  /** The name is empty or too long. */
  | 'INVALID_NAME'
  /** Not a possible phone number. */
  | 'INVALID_PHONE'
  /** The state the node is in does not allow this verb. */
  | 'INVALID_TRANSITION'
  /** The customer's identity must be verified first. */
  | 'KYC_REQUIRED'
  /** Nobody would be left who manages users. */
  | 'LAST_ADMIN'
  /** No more of the payment is left to be paid back. */
  | 'NOTHING_TO_REFUND'
  /** There is no such node, or the caller may not see it. */
  | 'NOT_FOUND'
  /** The number is not free. */
  | 'NUMBER_NOT_AVAILABLE'
  /** The number is not in the pool. */
  | 'NUMBER_NOT_FOUND'
  /** The number is held for somebody else. */
  | 'NUMBER_RESERVED'
  /** The option does not go with the tariff. */
  | 'OPTION_INCOMPATIBLE'
  /** There is no such option. */
  | 'OPTION_NOT_FOUND'
  /** The caller may not take payments of this kind, or nothing takes them here. */
  | 'PAYMENT_METHOD_NOT_ALLOWED'
  /** No SIM or number is free. */
  | 'POOL_EMPTY'
  /** A customer like this exists; see the candidates. */
  | 'POSSIBLE_DUPLICATE'
  /** Somebody else has to decide this. */
  | 'SECOND_PERSON_REQUIRED'
  /** The SIM is not free. */
  | 'SIM_NOT_AVAILABLE'
  /** There is no such SIM. */
  | 'SIM_NOT_FOUND'
  /** The SIM is held for somebody else. */
  | 'SIM_RESERVED'
  /** The tariff is no longer sold. */
  | 'TARIFF_INACTIVE'
  /** There is no such tariff. */
  | 'TARIFF_NOT_FOUND'
  /** The caller has begun many payments and paid none of them; later again. */
  | 'TOO_MANY_PAYMENTS'
  /** The password is too short, or among the first to be guessed. */
  | 'WEAK_PASSWORD';

/** Something that happened. */
export type Event = {
  __typename?: 'Event';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Where the log is with this event; give it to `since`. */
  cursor: Scalars['String']['output'];
  /** What it is about, as it is now; null when the viewer may not see it. */
  node?: Maybe<Node>;
  /** Why, in the actor's words. */
  reason?: Maybe<Scalars['String']['output']>;
  /** What happened, such as contract.activated. */
  topic: Scalars['String']['output'];
  /** Which state machine made a step; null where none did. */
  type?: Maybe<NodeType>;
};

/** A page of the log, in its order. */
export type EventPage = {
  __typename?: 'EventPage';
  /** Give it to `since` to go on behind this page. */
  endCursor: Scalars['String']['output'];
  /** Whether more has happened. */
  hasNextPage: Scalars['Boolean']['output'];
  /** The log's end: what happens after it is new. */
  lastCursor: Scalars['String']['output'];
  /** The events. */
  nodes: Array<Event>;
};

/** A top-up. */
export type GetDepositInput = {
  /** What is paid. */
  amount: MoneyInput;
  /** The contract it is for; give this or `msisdn`. */
  contractId?: InputMaybe<Scalars['ID']['input']>;
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. For a payment the key is remembered for ever. */
  idempotencyKey: Scalars['String']['input'];
  /** How it is paid: at a counter by our staff, or through the gateway. */
  method: PaymentMethod;
  /** The number it is for, whoever holds it. */
  msisdn?: InputMaybe<Scalars['String']['input']>;
  /** Where the gateway sends the payer back to; one of those that are allowed. */
  returnUrl?: InputMaybe<Scalars['String']['input']>;
};

/** What `getDeposit` left. */
export type GetDepositPayload = {
  __typename?: 'GetDepositPayload';
  /** Where the payer goes on, where a gateway takes the payment. */
  checkoutUrl?: Maybe<Scalars['String']['output']>;
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The payment as it is now: SUCCEEDED at a counter, PENDING with a gateway; null when refused. */
  payment?: Maybe<Payment>;
};

/** The contract form. */
export type GetSimInput = {
  /** Create the customer even if one like it exists, but never one with a document that another has. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** A new customer, or one to be recognised. */
  customer?: InputMaybe<NewCustomerInput>;
  /** An existing customer; give this or `customer`. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** The SIM handed out; one is picked from the pool when absent. */
  iccid?: InputMaybe<Scalars['String']['input']>;
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The number wished for; one is picked from the pool when absent. */
  msisdn?: InputMaybe<Scalars['String']['input']>;
  /** Codes of options to take with it. */
  options?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Code of the tariff. */
  tariffCode: Scalars['String']['input'];
};

/** What `getSim` left. */
export type GetSimPayload = {
  __typename?: 'GetSimPayload';
  /** Of each candidate, what of it agrees with what was given, and what differs. */
  candidateReasons: Array<CandidateReasons>;
  /** Customers a possible duplicate resembles; `candidateReasons` says in what. */
  candidates: Array<Customer>;
  /** The contract in service; null when refused. */
  contract?: Maybe<Contract>;
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** What was done otherwise than asked for: CONTACT_KEPT where a recognised customer has another phone or e-mail. */
  warnings: Array<UserError>;
};

/** Compares a value; all given operators must hold. */
export type IdFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['ID']['input']>;
};

/** A document that proves who a customer is. */
export type IdentityDocument = Node & {
  __typename?: 'IdentityDocument';
  /** Country that issued it, ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Whether it is an old entry that proves nothing: a placeholder such as `-`, or the number of another customer's document in another spelling. */
  doubtful: Scalars['Boolean']['output'];
  /** Last day it is valid. */
  expiresOn?: Maybe<Scalars['Date']['output']>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** Authority that issued it. */
  issuedBy?: Maybe<Scalars['String']['output']>;
  /** Day of issue. */
  issuedOn?: Maybe<Scalars['Date']['output']>;
  /** What kind of document. */
  kind: DocumentKind;
  /** Series and number as they were given, in upper case and without spaces. */
  number: Scalars['String']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** When somebody last verified the customer's identity by it; null when nobody did. */
  verifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** A document that proves who a customer is. */
export type IdentityDocumentInput = {
  /** Country that issued it, ISO 3166-1 alpha-2. */
  country?: Scalars['String']['input'];
  /** What kind of document. */
  kind: DocumentKind;
  /** Series and number, however written: `ID-1234567` is `id 1234567`. A placeholder such as `-` is refused. */
  number: Scalars['String']['input'];
};

/** Which job. */
export type ImportActInput = {
  /** The job. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** A file that fills the pool or the catalogue. */
export type ImportFileInput = {
  /** Only look at what would be done. */
  dryRun?: Scalars['Boolean']['input'];
  /** The file's encoding, such as KOI8-R, CP866 or Windows-1251; found out when absent. A file whose encoding is doubtful ends with ENCODING_DOUBTFUL. */
  encoding?: InputMaybe<Scalars['String']['input']>;
  /** Comma-, semicolon- or tab-separated values, also gzipped, with a header. */
  file: Scalars['Upload']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Columns whose names say something else than we know. */
  mapping?: InputMaybe<Array<ColumnMapping>>;
  /** What becomes of rows that are here already. */
  mode?: ImportMode;
  /** What becomes of a file with wrong rows. */
  onError?: OnError;
};

/** A file whose rows are taken in: what is asked for, how far it is, what came of it. */
export type ImportJob = Node & {
  __typename?: 'ImportJob';
  /** Who sent it. */
  actor: Scalars['String']['output'];
  /** The verbs people may use, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** How many of them were taken in or rejected. */
  done: Scalars['Int']['output'];
  /** Whether it is only looked at what would be done. */
  dryRun: Scalars['Boolean']['output'];
  /** What becomes of customers who resemble others. */
  duplicates: Duplicates;
  /** What is wrong with the file as a whole, for programs. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** The same for people. */
  failureMessage?: Maybe<Scalars['String']['output']>;
  /** The row where it was noticed; the header is row 1. */
  failureRow?: Maybe<Scalars['Int']['output']>;
  /** The file's name. */
  fileName: Scalars['String']['output'];
  /** When it came to its end. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** What the file is about. */
  kind: ImportKind;
  /** What becomes of rows whose contract is here already. */
  mode: ImportMode;
  /** What was noticed about the file: lines and columns that were left out, the encoding that was found. */
  notes: Array<ImportNote>;
  /** Whether customers are sent messages about it. */
  notify: Scalars['Boolean']['output'];
  /** What becomes of a file with wrong rows. */
  onError: OnError;
  /** What became of every row, as CSV; of a dry run, what would. A link for minutes. */
  outcomeUrl?: Maybe<Scalars['String']['output']>;
  /** How many rows a second; null before the first. */
  rate?: Maybe<Scalars['Int']['output']>;
  /** How many registered a subscriber; of other files, added something. */
  registered: Scalars['Int']['output'];
  /** How many were wrong. */
  rejected: Scalars['Int']['output'];
  /** Its rejected rows. */
  rejectedRows: RejectedRowConnection;
  /** Its rejected rows as CSV, to be corrected and sent again; a link for minutes. */
  rejectedRowsUrl?: Maybe<Scalars['String']['output']>;
  /** How long it will take from now; null where nothing is done. */
  remainingSeconds?: Maybe<Scalars['Int']['output']>;
  /** How many rows the file has; while it is read, how many it had so far. */
  rows: Scalars['Int']['output'];
  /** When a worker began with it. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it is. */
  state: ImportState;
  /** How many said what was here already. */
  unchanged: Scalars['Int']['output'];
  /** What becomes of SIMs and numbers that are not in the pool. */
  unknownSims: UnknownSims;
  /** How many changed what was here. */
  updated: Scalars['Int']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};


/** A file whose rows are taken in: what is asked for, how far it is, what came of it. */
export type ImportJobRejectedRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RejectedRowFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RejectedRowOrder>>;
};

/** A page of a list of ImportJob. */
export type ImportJobConnection = {
  __typename?: 'ImportJobConnection';
  /** The rows with their cursors. */
  edges: Array<ImportJobEdge>;
  /** The rows. */
  nodes: Array<ImportJob>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A ImportJob and its place in a list. */
export type ImportJobEdge = {
  __typename?: 'ImportJobEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: ImportJob;
};

/** Which ImportJob rows; everything given must hold. */
export type ImportJobFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<ImportJobFilter>>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** What the file is about. */
  kind?: InputMaybe<ImportKindFilter>;
  /** This does not hold. */
  not?: InputMaybe<ImportJobFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<ImportJobFilter>>;
  /** Where it is. */
  state?: InputMaybe<ImportStateFilter>;
};

/** An order of ImportJob. */
export type ImportJobOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ImportJobOrderField;
};

/** What a list of ImportJob can be ordered by. */
export type ImportJobOrderField =
  | 'CREATED_AT';

/** What a file is about. */
export type ImportKind =
  /** Ranges of numbers for the pool. */
  | 'NUMBERS'
  /** SIMs for the pool. */
  | 'SIMS'
  /** Customers with their contracts, SIMs and numbers. */
  | 'SUBSCRIBERS'
  /** The catalogue of tariffs. */
  | 'TARIFFS';

/** Compares a value; all given operators must hold. */
export type ImportKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<ImportKind>;
  /** Any of these. */
  in?: InputMaybe<Array<ImportKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<ImportKind>;
};

/** What becomes of rows whose contract is here already. */
export type ImportMode =
  /** They are rejected. */
  | 'INSERT'
  /** What differs is changed. */
  | 'UPSERT';

/** Something that was noticed about a file, which is taken in all the same. */
export type ImportNote = {
  __typename?: 'ImportNote';
  /** What was noticed, for programs. */
  code: Scalars['String']['output'];
  /** The same for people, with the rows it is about. */
  message: Scalars['String']['output'];
  /** The first of these rows; null when it is about the whole file. */
  row?: Maybe<Scalars['Int']['output']>;
};

/** What an act on a file left. */
export type ImportPayload = {
  __typename?: 'ImportPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The job as it is now; null when refused. */
  job?: Maybe<ImportJob>;
};

/** What a gateway settled on a day. */
export type ImportSettlementInput = {
  /** Which day, UTC; it has ended. */
  day: Scalars['Date']['input'];
  /** Comma-separated values in UTF-8 with the header line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at. */
  file: Scalars['Upload']['input'];
  /** Which gateway. */
  gateway: Scalars['String']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
};

/** Where a file is. */
export type ImportState =
  /** Somebody ended it; what was taken in stays. */
  | 'CANCELLED'
  /** Every row was taken in or rejected. */
  | 'COMPLETED'
  /** The file could not be used; nothing of it was taken in. */
  | 'FAILED'
  /** Somebody stopped it for now. */
  | 'PAUSED'
  /** It waits for a worker. */
  | 'RECEIVED'
  /** Its rows are taken in. */
  | 'RUNNING'
  /** It is read, and its rows are checked. */
  | 'VALIDATING';

/** Compares a value; all given operators must hold. */
export type ImportStateFilter = {
  /** Equal to. */
  eq?: InputMaybe<ImportState>;
  /** Any of these. */
  in?: InputMaybe<Array<ImportState>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<ImportState>;
};

/** Whom to invite. */
export type InviteUserInput = {
  /** The address to sign in with. */
  email: Scalars['String']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The language of pages for them. */
  language?: InputMaybe<Language>;
  /** Full name. */
  name: Scalars['String']['input'];
  /** What they may see and do. */
  role: UserRole;
};

/** A piece of work that is done beside requests. */
export type Job = {
  __typename?: 'Job';
  /** How often it was begun, attempts that a worker did not survive included. */
  attempts: Scalars['Int']['output'];
  /** When it was queued. */
  createdAt: Scalars['DateTime']['output'];
  /** When it is due; null once done. */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was done. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** What keeps two of it from waiting at once. */
  key?: Maybe<Scalars['String']['output']>;
  /** Why the last attempt failed. */
  lastError?: Maybe<Scalars['String']['output']>;
  /** What it does. */
  name: Scalars['String']['output'];
  /** When the last attempt began. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it is. */
  state: JobState;
};

/** Which job. */
export type JobActionInput = {
  /** The job. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Where a job is. */
export type JobState =
  /** It has been done. */
  | 'DONE'
  /** It was given up after its last attempt; `retryJob` runs it anew. */
  | 'HELD'
  /** It stands in no queue any more. */
  | 'LOST'
  /** It waits for its time. */
  | 'QUEUED'
  /** A worker is at it. */
  | 'RUNNING';

/** How far the check of the customer's identity has come (know your customer). */
export type KycStatus =
  /** Not checked yet, or the check has expired. */
  | 'INITIALIZED'
  /** The documents were not accepted. */
  | 'REJECTED'
  /** The identity was verified. */
  | 'VALIDATED';

/** Compares a value; all given operators must hold. */
export type KycStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<KycStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<KycStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<KycStatus>;
};

/** The language a customer is addressed in. */
export type Language =
  /** English. */
  | 'EN'
  /** Kyrgyz. */
  | 'KY'
  /** Russian. */
  | 'RU';

/** What a ledger account is for. */
export type LedgerAccountKind =
  /** The bank account. */
  | 'BANK'
  /** Cash at the counters. */
  | 'CASH'
  /** What a payment gateway has taken in and not paid out yet. */
  | 'CLEARING'
  /** What a customer has with us, or owes us, under one contract. */
  | 'CONTRACT'
  /** What gateways keep for themselves. */
  | 'FEES'
  /** The other side of balances that were brought forward. */
  | 'OPENING'
  /** What was earned. */
  | 'REVENUE'
  /** Money that came without anybody knowing yet what for. */
  | 'SUSPENSE'
  /** Tax that is owed to the state. */
  | 'TAX'
  /** What was given or taken as an adjustment. */
  | 'WRITE_OFF';

/** Compares a value; all given operators must hold. */
export type LedgerAccountKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<LedgerAccountKind>;
  /** Any of these. */
  in?: InputMaybe<Array<LedgerAccountKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<LedgerAccountKind>;
};

/** One side of a movement of money. The entries of a movement sum to zero; none is ever changed. */
export type LedgerEntry = {
  __typename?: 'LedgerEntry';
  /** Which kind of account it moves. */
  account: LedgerAccountKind;
  /** Positive: credited to the account; negative: debited. */
  amount: Money;
  /** What the contract's account held afterwards; null for accounts of the house. */
  balanceAfter?: Maybe<Money>;
  /** Whose account it is, if a contract's. */
  contract?: Maybe<Contract>;
  /** The other sides of the same movement, as far as the viewer may see them. */
  counterEntries: Array<LedgerEntry>;
  /** When it was posted. */
  createdAt: Scalars['DateTime']['output'];
  /** What it was for, in words. */
  description?: Maybe<Scalars['String']['output']>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** What moved the money. */
  kind: PostingKind;
  /** The payment behind it, if any. */
  payment?: Maybe<Payment>;
};

/** A page of a list of LedgerEntry. */
export type LedgerEntryConnection = {
  __typename?: 'LedgerEntryConnection';
  /** The rows with their cursors. */
  edges: Array<LedgerEntryEdge>;
  /** The rows. */
  nodes: Array<LedgerEntry>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A LedgerEntry and its place in a list. */
export type LedgerEntryEdge = {
  __typename?: 'LedgerEntryEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: LedgerEntry;
};

/** Which LedgerEntry rows; everything given must hold. */
export type LedgerEntryFilter = {
  /** Which kind of account it moves. */
  account?: InputMaybe<LedgerAccountKindFilter>;
  /** All of these hold. */
  and?: InputMaybe<Array<LedgerEntryFilter>>;
  /** Whose account it is, if a contract's. */
  contract?: InputMaybe<ContractFilter>;
  /** When it was posted. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** This does not hold. */
  not?: InputMaybe<LedgerEntryFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<LedgerEntryFilter>>;
  /** The payment behind it, if any. */
  payment?: InputMaybe<PaymentFilter>;
};

/** What must hold of the LedgerEntry rows that belong to a row. */
export type LedgerEntryListFilter = {
  /** All match; so do none at all. */
  every?: InputMaybe<LedgerEntryFilter>;
  /** None matches. */
  none?: InputMaybe<LedgerEntryFilter>;
  /** At least one matches. */
  some?: InputMaybe<LedgerEntryFilter>;
};

/** An order of LedgerEntry. */
export type LedgerEntryOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: LedgerEntryOrderField;
};

/** What a list of LedgerEntry can be ordered by. */
export type LedgerEntryOrderField =
  | 'CREATED_AT';

/** What moved. */
export type LedgerEntryPayload = {
  __typename?: 'LedgerEntryPayload';
  /** The entry on the account of the contract that was named; null when refused. */
  entry?: Maybe<LedgerEntry>;
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** Where the gateway, the payment and the ledger differ, and what became of it. */
export type Mismatch = Node & {
  __typename?: 'Mismatch';
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** When. */
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who decided about it. */
  decidedBy?: Maybe<Scalars['String']['output']>;
  /** What is between them: what a repair books. */
  difference: Money;
  /** What is between the fees: what a repair books. */
  feeDifference: Money;
  /** Which gateway. */
  gateway: Scalars['String']['output'];
  /** What the gateway says. */
  gatewayAmount?: Maybe<Money>;
  /** Its fee, as the gateway says. */
  gatewayFee?: Maybe<Money>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** How they differ. */
  kind: MismatchKind;
  /** What the ledger says; null where nothing was posted. */
  ledgerAmount?: Maybe<Money>;
  /** The lines it is about, as far as they are in the settlement now. */
  lines: Array<SettlementLine>;
  /** Why, in the words of who decided. */
  note?: Maybe<Scalars['String']['output']>;
  /** Our payment, where there is one. */
  payment?: Maybe<Payment>;
  /** What our payment or refund says; negative for refunds. */
  paymentAmount?: Maybe<Money>;
  /** The fee that we had recorded. */
  paymentFee?: Maybe<Money>;
  /** Where our payment or refund was when it was matched. */
  paymentStatus?: Maybe<Scalars['String']['output']>;
  /** Our refund, where it is about one. */
  refund?: Maybe<Refund>;
  /** Where it was found. */
  settlement?: Maybe<Settlement>;
  /** Whether somebody decided about it. */
  status: MismatchStatus;
  /** What `applyRepair` does about it. */
  suggestedRepair: Repair;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** A page of a list of Mismatch. */
export type MismatchConnection = {
  __typename?: 'MismatchConnection';
  /** The rows with their cursors. */
  edges: Array<MismatchEdge>;
  /** The rows. */
  nodes: Array<Mismatch>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** How many mismatches of one kind a settlement has. */
export type MismatchCount = {
  __typename?: 'MismatchCount';
  /** How many were left as they are. */
  dismissed: Scalars['Int']['output'];
  /** Which kind. */
  kind: MismatchKind;
  /** How many nobody decided about. */
  open: Scalars['Int']['output'];
  /** How many were repaired. */
  repaired: Scalars['Int']['output'];
};

/** A Mismatch and its place in a list. */
export type MismatchEdge = {
  __typename?: 'MismatchEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Mismatch;
};

/** Which Mismatch rows; everything given must hold. */
export type MismatchFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<MismatchFilter>>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Which gateway. */
  gateway?: InputMaybe<CodeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** How they differ. */
  kind?: InputMaybe<MismatchKindFilter>;
  /** This does not hold. */
  not?: InputMaybe<MismatchFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<MismatchFilter>>;
  /** Our payment, where there is one. */
  payment?: InputMaybe<PaymentFilter>;
  /** Our refund, where it is about one. */
  refund?: InputMaybe<RefundFilter>;
  /** Where it was found. */
  settlement?: InputMaybe<SettlementFilter>;
  /** Whether somebody decided about it. */
  status?: InputMaybe<MismatchStatusFilter>;
};

/** How a gateway, a payment and the ledger differ. */
export type MismatchKind =
  /** The amounts differ. */
  | 'AMOUNT'
  /** The currencies differ. */
  | 'CURRENCY'
  /** One charge or refund was settled a second time. */
  | 'DUPLICATE'
  /** The fee is not the one that was recorded. */
  | 'FEE'
  /** It succeeded here, and the ledger does not say so, or says another amount. */
  | 'LEDGER'
  /** The gateway settled what has not succeeded here, or is not known here. */
  | 'MISSING_HERE'
  /** It succeeded here, and the gateway did not settle it. */
  | 'MISSING_THERE';

/** Compares a value; all given operators must hold. */
export type MismatchKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<MismatchKind>;
  /** Any of these. */
  in?: InputMaybe<Array<MismatchKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<MismatchKind>;
};

/** What must hold of the Mismatch rows that belong to a row. */
export type MismatchListFilter = {
  /** All match; so do none at all. */
  every?: InputMaybe<MismatchFilter>;
  /** None matches. */
  none?: InputMaybe<MismatchFilter>;
  /** At least one matches. */
  some?: InputMaybe<MismatchFilter>;
};

/** An order of Mismatch. */
export type MismatchOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: MismatchOrderField;
};

/** What a list of Mismatch can be ordered by. */
export type MismatchOrderField =
  | 'CREATED_AT';

/** What a decision about a mismatch left. */
export type MismatchPayload = {
  __typename?: 'MismatchPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The mismatch as it is now; null when refused. */
  mismatch?: Maybe<Mismatch>;
};

/** What became of a mismatch. */
export type MismatchStatus =
  /** It was left as it is; the note says why. */
  | 'DISMISSED'
  /** Nobody decided about it. */
  | 'OPEN'
  /** What was suggested was done. */
  | 'REPAIRED';

/** Compares a value; all given operators must hold. */
export type MismatchStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<MismatchStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<MismatchStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<MismatchStatus>;
};

/** An exact amount in a currency. */
export type Money = {
  __typename?: 'Money';
  /** The amount, with as many decimals as the currency has. */
  amount: Scalars['Decimal']['output'];
  /** ISO 4217 code. */
  currency: Scalars['CurrencyCode']['output'];
};

/** An exact amount. */
export type MoneyInput = {
  /** The amount, as text. */
  amount: Scalars['Decimal']['input'];
  /** ISO 4217 code; the account's own when absent. */
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};

/** Everything that can be done. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Begin to work on a ticket. */
  activateTicket?: Maybe<TicketPayload>;
  /** Give a customer an amount, or take one, without anything being sold. */
  adjustBalance?: Maybe<LedgerEntryPayload>;
  /** Do about a mismatch what is suggested. */
  applyRepair?: Maybe<MismatchPayload>;
  /** Let a refund go that somebody else asked for. */
  approveRefund?: Maybe<RefundPayload>;
  /** Give a ticket to somebody, to a team's queue, or to nobody. */
  assignTicket?: Maybe<TicketPayload>;
  /** Put a file on a ticket. */
  attachToTicket?: Maybe<TicketPayload>;
  /** End the work on a ticket. */
  blockTicket?: Maybe<TicketPayload>;
  /** Register every subscriber of a file. It is done beside this request. */
  bulkRegister?: Maybe<ImportPayload>;
  /** End a job; what was taken in stays. */
  cancelBulkRegister?: Maybe<ImportPayload>;
  /** Give up a payment that is not confirmed. */
  cancelPayment?: Maybe<PaymentPayload>;
  /** Charge a contract once, for something named. */
  chargeContract?: Maybe<LedgerEntryPayload>;
  /** End a contract: its SIM is retired, its number rests in quarantine. */
  closeContract?: Maybe<ContractPayload>;
  /** Close a ticket on which work has ended. */
  closeTicket?: Maybe<TicketPayload>;
  /** Say something on a ticket: to the customer, or among the staff. */
  commentTicket?: Maybe<TicketPayload>;
  /** Create a customer without a contract yet. */
  createCustomer?: Maybe<CustomerPayload>;
  /** Let an application get no more tokens; those it has end within seconds. */
  deactivateClient?: Maybe<ClientPayload>;
  /** Let a user in no more; sessions and tokens they have end within seconds. */
  deactivateUser?: Maybe<UserPayload>;
  /** Delete a ticket that was opened by mistake, while it is FREE, with its comments and files. What stays is its history (`statusChanges`) and the audit entry; `events` tells of it without a node. */
  discardTicket?: Maybe<DiscardTicketPayload>;
  /** Leave a mismatch as it is, saying why. */
  dismissMismatch?: Maybe<MismatchPayload>;
  /** End one of the caller's sign-ins; an administrator may end anybody's. */
  endSession?: Maybe<SessionPayload>;
  /** GetDeposit: top a contract up, at a counter or through the gateway. */
  getDeposit?: Maybe<GetDepositPayload>;
  /** GetSim: register the subscriber, bind SIM and number, put the contract into service. */
  getSim?: Maybe<GetSimPayload>;
  /** Put ranges of numbers into the pool: first, last. */
  importNumbers?: Maybe<ImportPayload>;
  /** Take a day's settlement of a gateway in, in the place of what was there, and match it. */
  importSettlement?: Maybe<SettlementPayload>;
  /** Put a SIM package into the pool: iccid, imsi, kind, status. */
  importSims?: Maybe<ImportPayload>;
  /** Fill the catalogue: tariff, name, monthly_fee, currency, active, options. */
  importTariffs?: Maybe<ImportPayload>;
  /** Let somebody work with the CRM: they set a password by the link in the answer. */
  inviteUser?: Maybe<UserPayload>;
  /** Open a ticket. A subscriber opens it on an own contract. */
  openTicket?: Maybe<TicketPayload>;
  /** Stop a job after the rows that are under way. */
  pauseBulkRegister?: Maybe<ImportPayload>;
  /** Change how urgent a ticket is. */
  prioritiseTicket?: Maybe<TicketPayload>;
  /** Let a deactivated user in again. */
  reactivateUser?: Maybe<UserPayload>;
  /** Pay back a payment, or a part of it, by the means it came by. */
  refundPayment?: Maybe<RefundPayload>;
  /** Let an application get tokens. */
  registerClient?: Maybe<ClientPayload>;
  /** Record that a customer's documents were not accepted. */
  rejectCustomerIdentity?: Maybe<CustomerPayload>;
  /** Refuse a refund that was asked for. */
  rejectRefund?: Maybe<RefundPayload>;
  /** Send a message anew that was given up. */
  resendNotification?: Maybe<NotificationPayload>;
  /** Forget a second factor that was lost; the user's sessions end. */
  resetUserSecondFactor?: Maybe<UserPayload>;
  /** Take the identity check of a rejected customer up again. */
  resubmitCustomerIdentity?: Maybe<CustomerPayload>;
  /** Go on with a paused job where it stopped. */
  resumeBulkRegister?: Maybe<ImportPayload>;
  /** Take service up again. */
  resumeContract?: Maybe<ContractPayload>;
  /** Take the work on a ticket up again. */
  resumeTicket?: Maybe<TicketPayload>;
  /** Run a job anew that is held. */
  retryJob?: Maybe<RetryJobPayload>;
  /** Take a charge, an adjustment or a transfer back. */
  reverseEntry?: Maybe<LedgerEntryPayload>;
  /** Give an application a new secret; the old one is void. */
  rotateClientSecret?: Maybe<ClientPayload>;
  /** Say how far below zero the balance of a contract may go. */
  setCreditLimit?: Maybe<CreditLimitPayload>;
  /** Say whether and when a customer wants one kind of message on one channel. */
  setNotificationPreference?: Maybe<NotificationPreferencePayload>;
  /** Change what a user may do; tokens they have end within seconds. */
  setUserRole?: Maybe<UserPayload>;
  /** End every sign-in of the caller, this one too. */
  signOutEverywhere?: Maybe<SessionPayload>;
  /** Stop service for now. */
  suspendContract?: Maybe<ContractPayload>;
  /** Let a ticket wait; its time stands still meanwhile. */
  suspendTicket?: Maybe<TicketPayload>;
  /** Move what one contract holds to another of the same customer. */
  transferBalance?: Maybe<LedgerEntryPayload>;
  /** Change a customer's name, phone or e-mail. */
  updateCustomerContact?: Maybe<CustomerPayload>;
  /** Record that a customer's identity was verified by a document. With the number of that document a person then signs in as the holder of all their contracts. */
  verifyCustomer?: Maybe<CustomerPayload>;
};


/** Everything that can be done. */
export type MutationActivateTicketArgs = {
  input: TicketActionInput;
};


/** Everything that can be done. */
export type MutationAdjustBalanceArgs = {
  input: AdjustBalanceInput;
};


/** Everything that can be done. */
export type MutationApplyRepairArgs = {
  input: ApplyRepairInput;
};


/** Everything that can be done. */
export type MutationApproveRefundArgs = {
  input: ApproveRefundInput;
};


/** Everything that can be done. */
export type MutationAssignTicketArgs = {
  input: AssignTicketInput;
};


/** Everything that can be done. */
export type MutationAttachToTicketArgs = {
  input: AttachToTicketInput;
};


/** Everything that can be done. */
export type MutationBlockTicketArgs = {
  input: TicketActionInput;
};


/** Everything that can be done. */
export type MutationBulkRegisterArgs = {
  input: BulkRegisterInput;
};


/** Everything that can be done. */
export type MutationCancelBulkRegisterArgs = {
  input: ImportActInput;
};


/** Everything that can be done. */
export type MutationCancelPaymentArgs = {
  input: PaymentActionInput;
};


/** Everything that can be done. */
export type MutationChargeContractArgs = {
  input: ChargeContractInput;
};


/** Everything that can be done. */
export type MutationCloseContractArgs = {
  input: ContractActionInput;
};


/** Everything that can be done. */
export type MutationCloseTicketArgs = {
  input: TicketActionInput;
};


/** Everything that can be done. */
export type MutationCommentTicketArgs = {
  input: CommentTicketInput;
};


/** Everything that can be done. */
export type MutationCreateCustomerArgs = {
  input: CreateCustomerInput;
};


/** Everything that can be done. */
export type MutationDeactivateClientArgs = {
  input: ClientActionInput;
};


/** Everything that can be done. */
export type MutationDeactivateUserArgs = {
  input: UserActionInput;
};


/** Everything that can be done. */
export type MutationDiscardTicketArgs = {
  input: DiscardTicketInput;
};


/** Everything that can be done. */
export type MutationDismissMismatchArgs = {
  input: DismissMismatchInput;
};


/** Everything that can be done. */
export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


/** Everything that can be done. */
export type MutationGetDepositArgs = {
  input: GetDepositInput;
};


/** Everything that can be done. */
export type MutationGetSimArgs = {
  input: GetSimInput;
};


/** Everything that can be done. */
export type MutationImportNumbersArgs = {
  input: ImportFileInput;
};


/** Everything that can be done. */
export type MutationImportSettlementArgs = {
  input: ImportSettlementInput;
};


/** Everything that can be done. */
export type MutationImportSimsArgs = {
  input: ImportFileInput;
};


/** Everything that can be done. */
export type MutationImportTariffsArgs = {
  input: ImportFileInput;
};


/** Everything that can be done. */
export type MutationInviteUserArgs = {
  input: InviteUserInput;
};


/** Everything that can be done. */
export type MutationOpenTicketArgs = {
  input: OpenTicketInput;
};


/** Everything that can be done. */
export type MutationPauseBulkRegisterArgs = {
  input: ImportActInput;
};


/** Everything that can be done. */
export type MutationPrioritiseTicketArgs = {
  input: PrioritiseTicketInput;
};


/** Everything that can be done. */
export type MutationReactivateUserArgs = {
  input: UserActionInput;
};


/** Everything that can be done. */
export type MutationRefundPaymentArgs = {
  input: RefundPaymentInput;
};


/** Everything that can be done. */
export type MutationRegisterClientArgs = {
  input: RegisterClientInput;
};


/** Everything that can be done. */
export type MutationRejectCustomerIdentityArgs = {
  input: RejectCustomerIdentityInput;
};


/** Everything that can be done. */
export type MutationRejectRefundArgs = {
  input: RejectRefundInput;
};


/** Everything that can be done. */
export type MutationResendNotificationArgs = {
  input: NotificationActionInput;
};


/** Everything that can be done. */
export type MutationResetUserSecondFactorArgs = {
  input: UserActionInput;
};


/** Everything that can be done. */
export type MutationResubmitCustomerIdentityArgs = {
  input: ResubmitCustomerIdentityInput;
};


/** Everything that can be done. */
export type MutationResumeBulkRegisterArgs = {
  input: ImportActInput;
};


/** Everything that can be done. */
export type MutationResumeContractArgs = {
  input: ContractActionInput;
};


/** Everything that can be done. */
export type MutationResumeTicketArgs = {
  input: TicketActionInput;
};


/** Everything that can be done. */
export type MutationRetryJobArgs = {
  input: JobActionInput;
};


/** Everything that can be done. */
export type MutationReverseEntryArgs = {
  input: ReverseEntryInput;
};


/** Everything that can be done. */
export type MutationRotateClientSecretArgs = {
  input: ClientActionInput;
};


/** Everything that can be done. */
export type MutationSetCreditLimitArgs = {
  input: SetCreditLimitInput;
};


/** Everything that can be done. */
export type MutationSetNotificationPreferenceArgs = {
  input: NotificationPreferenceInput;
};


/** Everything that can be done. */
export type MutationSetUserRoleArgs = {
  input: SetUserRoleInput;
};


/** Everything that can be done. */
export type MutationSuspendContractArgs = {
  input: ContractActionInput;
};


/** Everything that can be done. */
export type MutationSuspendTicketArgs = {
  input: TicketActionInput;
};


/** Everything that can be done. */
export type MutationTransferBalanceArgs = {
  input: TransferBalanceInput;
};


/** Everything that can be done. */
export type MutationUpdateCustomerContactArgs = {
  input: UpdateCustomerContactInput;
};


/** Everything that can be done. */
export type MutationVerifyCustomerArgs = {
  input: VerifyCustomerInput;
};

/** Who a customer is. */
export type NewCustomerInput = {
  /** A person's birth date, from 1900 until today. One that differs from the known one makes a possible duplicate; one that was not known yet is added to a recognised customer. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** Recognises a customer who came before, if the name agrees too; with another name it is a possible duplicate. One that a recognised customer has not yet is added. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** Contact e-mail address; before the @ stand Latin letters, digits and signs only. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Person or organisation. */
  kind: CustomerKind;
  /** The language to address the customer in. */
  language?: InputMaybe<Language>;
  /** Full name, surname first, or the organisation's name; it has a letter at least. */
  name: Scalars['String']['input'];
  /** Contact number, valid in its country, without letters or an extension, such as +996555123456; without a plus sign it is read as in the default region, such as 0555 123 456. */
  phone: Scalars['String']['input'];
};

/** Everything that has an id of its own. */
export type Node = {
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** The nouns that have a state machine. */
export type NodeType =
  /** A contract. */
  | 'CONTRACT'
  /** A customer's life. */
  | 'CUSTOMER'
  /** The check of a customer's identity. */
  | 'KYC'
  /** A payment. */
  | 'PAYMENT'
  /** A number of the pool. */
  | 'PHONE_NUMBER'
  /** A refund. */
  | 'REFUND'
  /** A SIM. */
  | 'SIM'
  /** A ticket. */
  | 'TICKET';

/** Compares a value; all given operators must hold. */
export type NodeTypeFilter = {
  /** Equal to. */
  eq?: InputMaybe<NodeType>;
  /** Any of these. */
  in?: InputMaybe<Array<NodeType>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<NodeType>;
};

/** A message to a customer on one channel. */
export type Notification = Node & {
  __typename?: 'Notification';
  /** How often it was tried. */
  attempts: Scalars['Int']['output'];
  /** How it goes. */
  channel: NotificationChannel;
  /** The contract it is about, if any. */
  contract?: Maybe<Contract>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Whom it is for. */
  customer?: Maybe<Customer>;
  /** When it is known to have arrived. */
  deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** The language it is written in. */
  language: Language;
  /** Why the last attempt failed. */
  lastError?: Maybe<Scalars['String']['output']>;
  /** Before this it is not tried (again). */
  notBefore: Scalars['DateTime']['output'];
  /** The payment it is about. */
  payment?: Maybe<Payment>;
  /** How often it may have arrived once more than we know: the far side did not answer. */
  possibleDuplicates: Scalars['Int']['output'];
  /** What it is about. */
  purpose: NotificationPurpose;
  /** The address or number; null in the app. */
  recipient?: Maybe<Scalars['String']['output']>;
  /** When the channel took it. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it has come. */
  status: NotificationStatus;
  /** Its subject. */
  subject?: Maybe<Scalars['String']['output']>;
  /** Its text; codes in it are starred. */
  text: Scalars['String']['output'];
  /** The ticket it is about. */
  ticket?: Maybe<Ticket>;
  /** The event it tells of, such as contract.activated. */
  topic: Scalars['String']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** Which notification. */
export type NotificationActionInput = {
  /** The notification. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** A message came to the app. */
export type NotificationAdded = {
  __typename?: 'NotificationAdded';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Where the log is with this event; give it to `since` to go on from here. */
  cursor: Scalars['String']['output'];
  /** The message. */
  notification: Notification;
};

/** How a message goes. */
export type NotificationChannel =
  /** By e-mail. */
  | 'EMAIL'
  /** In the app alone. */
  | 'IN_APP'
  /** As a short message. */
  | 'SMS';

/** Compares a value; all given operators must hold. */
export type NotificationChannelFilter = {
  /** Equal to. */
  eq?: InputMaybe<NotificationChannel>;
  /** Any of these. */
  in?: InputMaybe<Array<NotificationChannel>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<NotificationChannel>;
};

/** A page of a list of Notification. */
export type NotificationConnection = {
  __typename?: 'NotificationConnection';
  /** The rows with their cursors. */
  edges: Array<NotificationEdge>;
  /** The rows. */
  nodes: Array<Notification>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Notification and its place in a list. */
export type NotificationEdge = {
  __typename?: 'NotificationEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Notification;
};

/** Which Notification rows; everything given must hold. */
export type NotificationFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<NotificationFilter>>;
  /** How it goes. */
  channel?: InputMaybe<NotificationChannelFilter>;
  /** The contract it is about, if any. */
  contract?: InputMaybe<ContractFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Whom it is for. */
  customer?: InputMaybe<CustomerFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** This does not hold. */
  not?: InputMaybe<NotificationFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<NotificationFilter>>;
  /** What it is about. */
  purpose?: InputMaybe<NotificationPurposeFilter>;
  /** How far it has come. */
  status?: InputMaybe<NotificationStatusFilter>;
};

/** An order of Notification. */
export type NotificationOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: NotificationOrderField;
};

/** What a list of Notification can be ordered by. */
export type NotificationOrderField =
  | 'CREATED_AT';

/** What a mutation of a notification left. */
export type NotificationPayload = {
  __typename?: 'NotificationPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The notification as it is now; null when refused. */
  notification?: Maybe<Notification>;
};

/** What a customer wants of one kind of message on one channel. */
export type NotificationPreference = {
  __typename?: 'NotificationPreference';
  /** Whether they may come at all. */
  allowed: Scalars['Boolean']['output'];
  /** How they come. */
  channel: NotificationChannel;
  /** What the messages are about. */
  purpose: NotificationPurpose;
  /** From when on they wait, local time, HH:MM; null: never. */
  quietFrom?: Maybe<Scalars['String']['output']>;
  /** Until when they wait, HH:MM. */
  quietUntil?: Maybe<Scalars['String']['output']>;
  /** When this was last said. */
  updatedAt: Scalars['DateTime']['output'];
};

/** What a customer wants of one kind of message on one channel. */
export type NotificationPreferenceInput = {
  /** Whether they may come at all. */
  allowed: Scalars['Boolean']['input'];
  /** How they come. */
  channel: NotificationChannel;
  /** The customer; a holder's own. */
  customerId: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the messages are about. */
  purpose: NotificationPurpose;
  /** From when on they wait, local time, HH:MM; absent: they never do. */
  quietFrom?: InputMaybe<Scalars['String']['input']>;
  /** Until when they wait, HH:MM; given together with `quietFrom`. */
  quietUntil?: InputMaybe<Scalars['String']['input']>;
};

/** Whose preferences are now otherwise. */
export type NotificationPreferencePayload = {
  __typename?: 'NotificationPreferencePayload';
  /** The customer; null when refused. */
  customer?: Maybe<Customer>;
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** What a message is about. */
export type NotificationPurpose =
  /** A balance that is low. */
  | 'BALANCE'
  /** A payment that came or failed. */
  | 'PAYMENT'
  /** A contract that began, was suspended, or ended. */
  | 'SERVICE'
  /** A code to sign in with. */
  | 'SIGN_IN'
  /** A ticket, and answers on it. */
  | 'TICKET';

/** Compares a value; all given operators must hold. */
export type NotificationPurposeFilter = {
  /** Equal to. */
  eq?: InputMaybe<NotificationPurpose>;
  /** Any of these. */
  in?: InputMaybe<Array<NotificationPurpose>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<NotificationPurpose>;
};

/** How far a message has come. */
export type NotificationStatus =
  /** It arrived. */
  | 'DELIVERED'
  /** It was given up; an operator may send it again. */
  | 'FAILED'
  /** It waits to be sent, or to be tried again. */
  | 'QUEUED'
  /** The channel took it. */
  | 'SENT';

/** Compares a value; all given operators must hold. */
export type NotificationStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<NotificationStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<NotificationStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<NotificationStatus>;
};

/** A period in which a number belonged to a contract. */
export type NumberBinding = {
  __typename?: 'NumberBinding';
  /** The contract. */
  contract?: Maybe<Contract>;
  /** From when. */
  from: Scalars['DateTime']['output'];
  /** Until when; null while it lasts. */
  to?: Maybe<Scalars['DateTime']['output']>;
};

/** What becomes of a file with wrong rows. */
export type OnError =
  /** None is taken in. */
  | 'REJECT_FILE'
  /** The other rows are taken in. */
  | 'SKIP_ROW';

/** A new ticket. */
export type OpenTicketInput = {
  /** The desk's own sorting, at most 50 characters. */
  category?: InputMaybe<Scalars['String']['input']>;
  /** The contract it is about; give this or `customerId`. A subscriber's own line when both are absent. */
  contractId?: InputMaybe<Scalars['ID']['input']>;
  /** Who asks, when it is about no contract. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** What the customer said, at most 10,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The contract's payment it is about. */
  paymentId?: InputMaybe<Scalars['ID']['input']>;
  /** How urgent it is; the desk decides, a subscriber's wish is not heard. */
  priority?: InputMaybe<TicketPriority>;
  /** The team it waits for, at most 50 characters; staff only. */
  queue?: InputMaybe<Scalars['String']['input']>;
  /** What it is about, in a line of at most 200 characters. */
  subject: Scalars['String']['input'];
};

/** Which end comes first. */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** Where a page stands in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the last row; null on an empty page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether rows follow this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows precede this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row; null on an empty page. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A payment towards a contract. */
export type Payment = Node & {
  __typename?: 'Payment';
  /** What was paid. */
  amount: Money;
  /** The verbs people may use, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Its receipt and credit notes. */
  bills: Array<Bill>;
  /** Where the payer goes on, as long as it is not decided; null for anybody but the payer and staff. */
  checkoutUrl?: Maybe<Scalars['String']['output']>;
  /** The contract it pays for. */
  contract?: Maybe<Contract>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Why it failed, in the gateway's code. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** Why it failed, in the gateway's words. */
  failureMessage?: Maybe<Scalars['String']['output']>;
  /** The gateway that takes it; null at a counter. */
  gateway?: Maybe<Scalars['String']['output']>;
  /** Its transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** What it moved in the ledger. */
  ledgerEntries: Array<LedgerEntry>;
  /** How it was paid. */
  method: PaymentMethod;
  /** The payment number printed on receipts. */
  number: Scalars['String']['output'];
  /** When it was confirmed. */
  paidAt?: Maybe<Scalars['DateTime']['output']>;
  /** What of it was paid back. */
  refunded: Money;
  /** Its refunds, newest first. */
  refunds: Array<Refund>;
  /** Where the payment is. */
  status: PaymentStatus;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** Which payment, and why. */
export type PaymentActionInput = {
  /** The payment. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A payment was started, or changed. */
export type PaymentChanged = {
  __typename?: 'PaymentChanged';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Where the log is with this event; give it to `since` to go on from here. */
  cursor: Scalars['String']['output'];
  /** The payment as it is now. */
  payment: Payment;
};

/** A page of a list of Payment. */
export type PaymentConnection = {
  __typename?: 'PaymentConnection';
  /** The rows with their cursors. */
  edges: Array<PaymentEdge>;
  /** The rows. */
  nodes: Array<Payment>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Payment and its place in a list. */
export type PaymentEdge = {
  __typename?: 'PaymentEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Payment;
};

/** Which Payment rows; everything given must hold. */
export type PaymentFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<PaymentFilter>>;
  /** The contract it pays for. */
  contract?: InputMaybe<ContractFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** How it was paid. */
  method?: InputMaybe<PaymentMethodFilter>;
  /** This does not hold. */
  not?: InputMaybe<PaymentFilter>;
  /** The payment number printed on receipts. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<PaymentFilter>>;
  /** Where the payment is. */
  status?: InputMaybe<PaymentStatusFilter>;
};

/** What must hold of the Payment rows that belong to a row. */
export type PaymentListFilter = {
  /** All match; so do none at all. */
  every?: InputMaybe<PaymentFilter>;
  /** None matches. */
  none?: InputMaybe<PaymentFilter>;
  /** At least one matches. */
  some?: InputMaybe<PaymentFilter>;
};

/** How a payment is made. */
export type PaymentMethod =
  /** Bank transfer. */
  | 'BANK_TRANSFER'
  /** Card, through the payment gateway. */
  | 'CARD'
  /** Cash at a counter. */
  | 'CASH'
  /** Electronic wallet, through the payment gateway. */
  | 'WALLET';

/** Compares a value; all given operators must hold. */
export type PaymentMethodFilter = {
  /** Equal to. */
  eq?: InputMaybe<PaymentMethod>;
  /** Any of these. */
  in?: InputMaybe<Array<PaymentMethod>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<PaymentMethod>;
};

/** An order of Payment. */
export type PaymentOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: PaymentOrderField;
};

/** What a list of Payment can be ordered by. */
export type PaymentOrderField =
  | 'CREATED_AT';

/** What a mutation of a payment left. */
export type PaymentPayload = {
  __typename?: 'PaymentPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The payment as it is now; null when refused. */
  payment?: Maybe<Payment>;
};

/** Where a payment is. */
export type PaymentStatus =
  /** Given up before it was confirmed. */
  | 'CANCELLED'
  /** Declined. */
  | 'FAILED'
  /** Part of it was paid back. */
  | 'PARTIALLY_REFUNDED'
  /** Started, not confirmed. */
  | 'PENDING'
  /** All of it was paid back. */
  | 'REFUNDED'
  /** Confirmed and credited. */
  | 'SUCCEEDED'
  /** The gateway did not answer; it is being asked. */
  | 'UNKNOWN';

/** Compares a value; all given operators must hold. */
export type PaymentStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<PaymentStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<PaymentStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<PaymentStatus>;
};

/** A number of the operator's pool. */
export type PhoneNumber = Node & {
  __typename?: 'PhoneNumber';
  /** Contracts it belonged to. */
  bindings: Array<NumberBinding>;
  /** The live contract. */
  contract?: Maybe<Contract>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Its transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** The number, E.164. Filters take it as it is typed: 0772 20 37 03. */
  msisdn: Scalars['String']['output'];
  /** When it may be given to somebody else. */
  quarantinedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** When its reservation expires. */
  reservedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Where the number is. */
  status: PhoneNumberStatus;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** A page of a list of PhoneNumber. */
export type PhoneNumberConnection = {
  __typename?: 'PhoneNumberConnection';
  /** The rows with their cursors. */
  edges: Array<PhoneNumberEdge>;
  /** The rows. */
  nodes: Array<PhoneNumber>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A PhoneNumber and its place in a list. */
export type PhoneNumberEdge = {
  __typename?: 'PhoneNumberEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: PhoneNumber;
};

/** Which PhoneNumber rows; everything given must hold. */
export type PhoneNumberFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<PhoneNumberFilter>>;
  /** The live contract. */
  contract?: InputMaybe<ContractFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** The number, E.164. Filters take it as it is typed: 0772 20 37 03. */
  msisdn?: InputMaybe<TextFilter>;
  /** This does not hold. */
  not?: InputMaybe<PhoneNumberFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<PhoneNumberFilter>>;
  /** Where the number is. */
  status?: InputMaybe<PhoneNumberStatusFilter>;
};

/** An order of PhoneNumber. */
export type PhoneNumberOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: PhoneNumberOrderField;
};

/** What a list of PhoneNumber can be ordered by. */
export type PhoneNumberOrderField =
  | 'CREATED_AT'
  | 'MSISDN';

/** Where a number of the pool is. */
export type PhoneNumberStatus =
  /** Belongs to a live contract. */
  | 'ASSIGNED'
  /** Free to be assigned. */
  | 'AVAILABLE'
  /** Came from another operator, not assigned yet. */
  | 'PORTED_IN'
  /** Left to another operator. */
  | 'PORTED_OUT'
  /** Freed, and resting before it is given to somebody else. */
  | 'QUARANTINED'
  /** Held for somebody until the reservation expires. */
  | 'RESERVED';

/** Compares a value; all given operators must hold. */
export type PhoneNumberStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<PhoneNumberStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<PhoneNumberStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<PhoneNumberStatus>;
};

/** What moved money. */
export type PostingKind =
  /** An adjustment by an operator. */
  | 'ADJUSTMENT'
  /** A charge. */
  | 'CHARGE'
  /** A gateway's fee. */
  | 'FEE'
  /** A balance that was brought forward. */
  | 'OPENING'
  /** A payment. */
  | 'PAYMENT'
  /** A refund. */
  | 'REFUND'
  /** Another movement taken back. */
  | 'REVERSAL'
  /** A gateway's payout. */
  | 'SETTLEMENT'
  /** Money that came unexpectedly. */
  | 'SUSPENSE'
  /** A transfer between contracts of one customer. */
  | 'TRANSFER';

/** How urgent a ticket is. */
export type PrioritiseTicketInput = {
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How urgent it is; its times are reckoned anew from its opening. */
  priority: TicketPriority;
};

/** Everything that can be read. */
export type Query = {
  __typename?: 'Query';
  /** Who did what, when and from where; for administrators. */
  auditEntries: AuditEntryConnection;
  /** A bill. */
  bill?: Maybe<Bill>;
  /** Bills. */
  bills: BillConnection;
  /** Applications that may sign people in; for administrators. */
  clients: ClientConnection;
  /** A contract. */
  contract?: Maybe<Contract>;
  /** Contracts. */
  contracts: ContractConnection;
  /** Figures over contracts. */
  contractsAggregate: Array<AggregateRow>;
  /** A customer. */
  customer?: Maybe<Customer>;
  /** Customers. */
  customers: CustomerConnection;
  /** Figures over customers. */
  customersAggregate: Array<AggregateRow>;
  /** What happened, in its order: what subscriptions with the same `since` would bring. */
  events: EventPage;
  /** A file that is, or was, taken in. */
  importJob?: Maybe<ImportJob>;
  /** Files that were taken in, the newest first. */
  importJobs: ImportJobConnection;
  /** Queued and scheduled work, the newest first; for administrators. */
  jobs: Array<Job>;
  /** The journal: every side of every movement of money. */
  ledgerEntries: LedgerEntryConnection;
  /** A mismatch. */
  mismatch?: Maybe<Mismatch>;
  /** Where gateways, payments and the ledger differ. */
  mismatches: MismatchConnection;
  /** Whatever has this id; null when there is none, or the viewer may not see it. */
  node?: Maybe<Node>;
  /** What has these ids, in their order, at most 100. */
  nodes: Array<Maybe<Node>>;
  /** Messages to customers. */
  notifications: NotificationConnection;
  /** A payment, by id or by the key the caller began it with. */
  payment?: Maybe<Payment>;
  /** Payments. */
  payments: PaymentConnection;
  /** Figures over payments. */
  paymentsAggregate: Array<AggregateRow>;
  /** The pool of numbers. */
  phoneNumbers: PhoneNumberConnection;
  /** A refund. */
  refund?: Maybe<Refund>;
  /** Refunds. */
  refunds: RefundConnection;
  /** A gateway's settlement of a day. */
  settlement?: Maybe<Settlement>;
  /** What gateways settled, day by day. */
  settlements: SettlementConnection;
  /** A SIM, by any of its keys. */
  sim?: Maybe<Sim>;
  /** SIMs. */
  sims: SimConnection;
  /** Figures over SIMs. */
  simsAggregate: Array<AggregateRow>;
  /** A contract's account over a period; null when there is none. */
  statement?: Maybe<Statement>;
  /** Every transition of every state machine. */
  statusChanges: StatusChangeConnection;
  /** A tariff, by id or code. */
  tariff?: Maybe<Tariff>;
  /** The catalogue. */
  tariffs: TariffConnection;
  /** A ticket. */
  ticket?: Maybe<Ticket>;
  /** Support tickets. */
  tickets: TicketConnection;
  /** Figures over tickets. */
  ticketsAggregate: Array<AggregateRow>;
  /** All accounts of one currency; for administrators. */
  trialBalance: TrialBalance;
  /** Staff; for administrators. */
  users: UserConnection;
  /** Who asks. */
  viewer: Viewer;
};


/** Everything that can be read. */
export type QueryAuditEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<AuditEntryOrder>>;
};


/** Everything that can be read. */
export type QueryBillArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryBillsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BillFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<BillOrder>>;
};


/** Everything that can be read. */
export type QueryClientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ClientOrder>>;
};


/** Everything that can be read. */
export type QueryContractArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryContractsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ContractOrder>>;
};


/** Everything that can be read. */
export type QueryContractsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** Everything that can be read. */
export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<CustomerOrder>>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QueryCustomersAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** Everything that can be read. */
export type QueryEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QueryImportJobArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryImportJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ImportJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ImportJobOrder>>;
};


/** Everything that can be read. */
export type QueryJobsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<JobState>;
};


/** Everything that can be read. */
export type QueryLedgerEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LedgerEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<LedgerEntryOrder>>;
};


/** Everything that can be read. */
export type QueryMismatchArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryMismatchesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MismatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<MismatchOrder>>;
};


/** Everything that can be read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** Everything that can be read. */
export type QueryNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NotificationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<NotificationOrder>>;
};


/** Everything that can be read. */
export type QueryPaymentArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QueryPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PaymentOrder>>;
};


/** Everything that can be read. */
export type QueryPaymentsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** Everything that can be read. */
export type QueryPhoneNumbersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PhoneNumberFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PhoneNumberOrder>>;
};


/** Everything that can be read. */
export type QueryRefundArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryRefundsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RefundFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RefundOrder>>;
};


/** Everything that can be read. */
export type QuerySettlementArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QuerySettlementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SettlementFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<SettlementOrder>>;
};


/** Everything that can be read. */
export type QuerySimArgs = {
  iccid?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  msisdn?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QuerySimsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SimFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<SimOrder>>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QuerySimsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SimFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** Everything that can be read. */
export type QueryStatementArgs = {
  contractId: Scalars['ID']['input'];
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};


/** Everything that can be read. */
export type QueryStatusChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<StatusChangeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<StatusChangeOrder>>;
};


/** Everything that can be read. */
export type QueryTariffArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** Everything that can be read. */
export type QueryTariffsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TariffFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TariffOrder>>;
};


/** Everything that can be read. */
export type QueryTicketArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TicketOrder>>;
};


/** Everything that can be read. */
export type QueryTicketsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** Everything that can be read. */
export type QueryTrialBalanceArgs = {
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};


/** Everything that can be read. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<UserOrder>>;
};

/** Money of a payment on its way back, by the means it came by. */
export type Refund = Node & {
  __typename?: 'Refund';
  /** What is paid back. */
  amount: Money;
  /** The verbs people may use, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Whose account it is taken from. */
  contract?: Maybe<Contract>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Who approved or rejected it, where that was needed. */
  decidedBy?: Maybe<Scalars['String']['output']>;
  /** Why it failed. */
  failure?: Maybe<Scalars['String']['output']>;
  /** Its transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** The payment it gives back. */
  payment?: Maybe<Payment>;
  /** Why, in the words of who asked for it. */
  reason: Scalars['String']['output'];
  /** Who asked for it. */
  requestedBy: Scalars['String']['output'];
  /** Where the refund is. */
  status: RefundStatus;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** A page of a list of Refund. */
export type RefundConnection = {
  __typename?: 'RefundConnection';
  /** The rows with their cursors. */
  edges: Array<RefundEdge>;
  /** The rows. */
  nodes: Array<Refund>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Refund and its place in a list. */
export type RefundEdge = {
  __typename?: 'RefundEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Refund;
};

/** Which Refund rows; everything given must hold. */
export type RefundFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<RefundFilter>>;
  /** Whose account it is taken from. */
  contract?: InputMaybe<ContractFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** This does not hold. */
  not?: InputMaybe<RefundFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<RefundFilter>>;
  /** The payment it gives back. */
  payment?: InputMaybe<PaymentFilter>;
  /** Where the refund is. */
  status?: InputMaybe<RefundStatusFilter>;
};

/** An order of Refund. */
export type RefundOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: RefundOrderField;
};

/** What a list of Refund can be ordered by. */
export type RefundOrderField =
  | 'CREATED_AT';

/** What a mutation of a refund left. */
export type RefundPayload = {
  __typename?: 'RefundPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The refund as it is now; null when refused. */
  refund?: Maybe<Refund>;
};

/** What is to be paid back. */
export type RefundPaymentInput = {
  /** How much of it; all that is left when absent. */
  amount?: InputMaybe<MoneyInput>;
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The payment. */
  paymentId: Scalars['ID']['input'];
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason: Scalars['String']['input'];
};

/** Where a refund is. */
export type RefundStatus =
  /** It could not be paid back; the money is on the account again. */
  | 'FAILED'
  /** The money has left the account and is on its way. */
  | 'PENDING'
  /** It was not approved. */
  | 'REJECTED'
  /** It waits for somebody else to approve it. */
  | 'REQUESTED'
  /** The money was paid back. */
  | 'SUCCEEDED'
  /** The gateway did not answer; it is being asked. */
  | 'UNKNOWN';

/** Compares a value; all given operators must hold. */
export type RefundStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<RefundStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<RefundStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<RefundStatus>;
};

/** An application that may get tokens. */
export type RegisterClientInput = {
  /** The name it presents itself with: lower case letters, digits, hyphens. */
  clientId: Scalars['String']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether it can keep a secret. */
  kind: ClientKind;
  /** What people see on the sign-in page. */
  name: Scalars['String']['input'];
  /** Where it may be sent after signing out. */
  postLogoutRedirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Where it may be sent back to, each compared exactly, but for the port of an address on loopback: a native application takes whichever is free (RFC 8252, section 7.3). */
  redirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What its tokens may be used for; what suits its kind when absent. */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who signs in through it. */
  signIn: SignIn;
};

/** Whether the network sees the SIM. */
export type Registration =
  /** It is registered now. */
  | 'ATTACHED'
  /** It is known, but off. */
  | 'DETACHED'
  /** It was never seen. */
  | 'UNKNOWN';

/** Whose identity was rejected, and why. */
export type RejectCustomerIdentityInput = {
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason: Scalars['String']['input'];
};

/** Which refund is refused, and why. */
export type RejectRefundInput = {
  /** The refund. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason: Scalars['String']['input'];
};

/** A row of a file that was not taken in, and why. */
export type RejectedRow = Node & {
  __typename?: 'RejectedRow';
  /** Customers a possible duplicate resembles. */
  candidates: Array<Customer>;
  /** The row as it stands in the file, as one line of CSV. */
  cells: Scalars['String']['output'];
  /** What is wrong with it, for programs. */
  code: Scalars['String']['output'];
  /** In which column. */
  column?: Maybe<Scalars['String']['output']>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Every wrong cell of the row; `code`, `column`, `message` and `value` say the first. */
  errors: Array<RowFault>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** The file. */
  job?: Maybe<ImportJob>;
  /** What is wrong with it, for people. */
  message: Scalars['String']['output'];
  /** Which row; the header is row 1. */
  row: Scalars['Int']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** What stands there. */
  value?: Maybe<Scalars['String']['output']>;
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** A page of a list of RejectedRow. */
export type RejectedRowConnection = {
  __typename?: 'RejectedRowConnection';
  /** The rows with their cursors. */
  edges: Array<RejectedRowEdge>;
  /** The rows. */
  nodes: Array<RejectedRow>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A RejectedRow and its place in a list. */
export type RejectedRowEdge = {
  __typename?: 'RejectedRowEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: RejectedRow;
};

/** Which RejectedRow rows; everything given must hold. */
export type RejectedRowFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<RejectedRowFilter>>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** The file. */
  job?: InputMaybe<ImportJobFilter>;
  /** This does not hold. */
  not?: InputMaybe<RejectedRowFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<RejectedRowFilter>>;
};

/** An order of RejectedRow. */
export type RejectedRowOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: RejectedRowOrderField;
};

/** What a list of RejectedRow can be ordered by. */
export type RejectedRowOrderField =
  | 'ROW';

/** What can be done about a mismatch. */
export type Repair =
  /** Ask the gateway again, and complete the payment or refund by its answer. */
  | 'CONFIRM'
  /** Book the difference to FEES. */
  | 'FEE'
  /** Nothing is to be booked; note that it was seen. */
  | 'NOTE'
  /** Post what the ledger lacks. */
  | 'POST'
  /** Book the difference to SUSPENSE until it is known whose it is. */
  | 'SUSPENSE'
  /** Book the difference to WRITE_OFF. */
  | 'WRITE_OFF';

/** Whose identity is to be checked again, and why. */
export type ResubmitCustomerIdentityInput = {
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** What a mutation of a job left. */
export type RetryJobPayload = {
  __typename?: 'RetryJobPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** Which movement is taken back, all sides of it. */
export type ReverseEntryInput = {
  /** Its entry on a contract's account: of a charge, an adjustment or a transfer. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason: Scalars['String']['input'];
};

/** What a caller is. */
export type Role =
  /** Manages users and settings too. */
  | 'ADMIN'
  /** Reads everything, personal data masked. */
  | 'ANALYST'
  /** Works with all business data. */
  | 'OPERATOR'
  /** Another program. */
  | 'SERVICE'
  /** Sees what is its own. */
  | 'SUBSCRIBER';

/** A wrong cell of a rejected row. */
export type RowFault = {
  __typename?: 'RowFault';
  /** What is wrong with it, for programs. */
  code: Scalars['String']['output'];
  /** In which column. */
  column?: Maybe<Scalars['String']['output']>;
  /** What is wrong with it, for people. */
  message: Scalars['String']['output'];
  /** What stands there, its first 200 characters. */
  value?: Maybe<Scalars['String']['output']>;
};

/** One sign-in of one person, in one browser or device. */
export type Session = {
  __typename?: 'Session';
  /** The address it was begun from. */
  address?: Maybe<Scalars['String']['output']>;
  /** The application it was begun from. */
  client?: Maybe<Scalars['String']['output']>;
  /** When the person signed in. */
  createdAt: Scalars['DateTime']['output'];
  /** Whether this request belongs to it. */
  current: Scalars['Boolean']['output'];
  /** When it ends by itself. */
  expiresAt: Scalars['DateTime']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** When a token was last fetched for it. */
  lastUsedAt: Scalars['DateTime']['output'];
  /** What the browser or device called itself. */
  userAgent?: Maybe<Scalars['String']['output']>;
};

/** What a mutation of sessions left. */
export type SessionPayload = {
  __typename?: 'SessionPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
};

/** How far below zero a balance may go. */
export type SetCreditLimitInput = {
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How far; zero: not at all; null: there is no limit. */
  limit?: InputMaybe<MoneyInput>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason: Scalars['String']['input'];
};

/** Which user, and what they may do from now on. */
export type SetUserRoleInput = {
  /** The user. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What they may see and do. */
  role: UserRole;
};

/** What one gateway settled on one day (UTC), and how far that is what we have. */
export type Settlement = Node & {
  __typename?: 'Settlement';
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Which day, UTC. */
  day: Scalars['Date']['output'];
  /** Why it could not be had, the last time it was tried. */
  failure?: Maybe<Scalars['String']['output']>;
  /** The uploaded file's name. */
  fileName?: Maybe<Scalars['String']['output']>;
  /** Which gateway. */
  gateway: Scalars['String']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** Since when its lines are here. */
  importedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who imported it. */
  importedBy: Scalars['String']['output'];
  /** How many lines it has. */
  lines: Scalars['Int']['output'];
  /** How many lines our payments and refunds agree with. */
  matched: Scalars['Int']['output'];
  /** When it was last matched. */
  matchedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many mismatches it has, per kind; kinds without any are left out. */
  mismatchCounts: Array<MismatchCount>;
  /** Its mismatches. */
  mismatches: MismatchConnection;
  /** How it came. */
  source: SettlementSource;
  /** Where it is. */
  status: SettlementStatus;
  /** What its lines amount to, per currency. */
  totals: Array<SettlementTotal>;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};


/** What one gateway settled on one day (UTC), and how far that is what we have. */
export type SettlementMismatchesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MismatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<MismatchOrder>>;
};

/** A page of a list of Settlement. */
export type SettlementConnection = {
  __typename?: 'SettlementConnection';
  /** The rows with their cursors. */
  edges: Array<SettlementEdge>;
  /** The rows. */
  nodes: Array<Settlement>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Settlement and its place in a list. */
export type SettlementEdge = {
  __typename?: 'SettlementEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Settlement;
};

/** Which Settlement rows; everything given must hold. */
export type SettlementFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<SettlementFilter>>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Which day, UTC. */
  day?: InputMaybe<DateFilter>;
  /** Which gateway. */
  gateway?: InputMaybe<CodeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** Its mismatches. */
  mismatches?: InputMaybe<MismatchListFilter>;
  /** This does not hold. */
  not?: InputMaybe<SettlementFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<SettlementFilter>>;
  /** Where it is. */
  status?: InputMaybe<SettlementStatusFilter>;
};

/** One line of a settlement, as the gateway has it. */
export type SettlementLine = {
  __typename?: 'SettlementLine';
  /** The gross; negative for refunds and payouts. */
  amount: Money;
  /** When it moved. */
  at: Scalars['DateTime']['output'];
  /** What the gateway keeps for itself. */
  fee: Money;
  /** What moved. */
  kind: SettlementLineKind;
  /** The gateway's own id of it. */
  lineId: Scalars['String']['output'];
  /** Where it stands, from one on; a file's header is not counted. */
  position: Scalars['Int']['output'];
  /** The gateway's reference of the charge, or of the payout. */
  reference: Scalars['String']['output'];
  /** The gateway's reference of the refund. */
  refundReference?: Maybe<Scalars['String']['output']>;
};

/** What a line of a settlement says moved. */
export type SettlementLineKind =
  /** A payer's money. */
  | 'PAYMENT'
  /** Money sent to our bank account. */
  | 'PAYOUT'
  /** Money paid back. */
  | 'REFUND';

/** An order of Settlement. */
export type SettlementOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: SettlementOrderField;
};

/** What a list of Settlement can be ordered by. */
export type SettlementOrderField =
  | 'CREATED_AT'
  | 'DAY';

/** What `importSettlement` left. */
export type SettlementPayload = {
  __typename?: 'SettlementPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The settlement, matched; null when refused. */
  settlement?: Maybe<Settlement>;
};

/** How a settlement came. */
export type SettlementSource =
  /** It was fetched from the gateway. */
  | 'SCHEDULE'
  /** Somebody uploaded a file. */
  | 'UPLOAD';

/** Where a settlement is. */
export type SettlementStatus =
  /** It could not be had; it is tried again. */
  | 'FAILED'
  /** It is being fetched and matched. */
  | 'IMPORTING'
  /** Its lines are in and matched. */
  | 'MATCHED';

/** Compares a value; all given operators must hold. */
export type SettlementStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<SettlementStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<SettlementStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<SettlementStatus>;
};

/** What a settlement's lines amount to in one currency. */
export type SettlementTotal = {
  __typename?: 'SettlementTotal';
  /** What the gateway owes us by our ledger, now. */
  clearing: Money;
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
  /** What the gateway keeps for itself. */
  fees: Money;
  /** How many payments. */
  payments: Scalars['Int']['output'];
  /** What they amount to. */
  paymentsAmount: Money;
  /** How many payouts. */
  payouts: Scalars['Int']['output'];
  /** What they amount to, negative. */
  payoutsAmount: Money;
  /** How many refunds. */
  refunds: Scalars['Int']['output'];
  /** What they amount to, negative. */
  refundsAmount: Money;
};

/** Who signs in through an application. */
export type SignIn =
  /** Nobody: it acts for itself. */
  | 'NOBODY'
  /** Staff. */
  | 'STAFF'
  /** Subscribers. */
  | 'SUBSCRIBERS';

/** A SIM: the card or profile that identifies a subscriber to the network. */
export type Sim = Node & {
  __typename?: 'Sim';
  /** When it was first activated. */
  activatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The verbs people may use, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Contracts it served, newest first. */
  bindings: Array<SimBinding>;
  /** The live contract. */
  contract?: Maybe<Contract>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Its transitions, newest first. */
  history: Array<StatusChange>;
  /** Integrated circuit card identifier, ITU-T E.118; filters take spaces and padding. */
  iccid: Scalars['String']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** International mobile subscriber identity, ITU-T E.212. */
  imsi?: Maybe<Scalars['String']['output']>;
  /** Card or profile. */
  kind: SimKind;
  /** The number it serves, E.164; filters take it as it is typed. */
  msisdn?: Maybe<Scalars['String']['output']>;
  /** What the network says of the SIM now; null, with an error, when it does not answer. */
  networkState?: Maybe<SimNetworkState>;
  /** When its reservation expires. */
  reservedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Where the SIM is in its life. */
  status: SimStatus;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** A period in which a SIM served a contract. */
export type SimBinding = {
  __typename?: 'SimBinding';
  /** The contract. */
  contract?: Maybe<Contract>;
  /** From when. */
  from: Scalars['DateTime']['output'];
  /** Until when; null while it lasts. */
  to?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of a list of Sim. */
export type SimConnection = {
  __typename?: 'SimConnection';
  /** The rows with their cursors. */
  edges: Array<SimEdge>;
  /** The rows. */
  nodes: Array<Sim>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** True when `search` finds more than 1,000: the list then holds 1,000 of them, those whose name begins with what was typed before others. Type more of it. */
  searchTooBroad: Scalars['Boolean']['output'];
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Sim and its place in a list. */
export type SimEdge = {
  __typename?: 'SimEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Sim;
};

/** Which Sim rows; everything given must hold. */
export type SimFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<SimFilter>>;
  /** The live contract. */
  contract?: InputMaybe<ContractFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Integrated circuit card identifier, ITU-T E.118; filters take spaces and padding. */
  iccid?: InputMaybe<TextFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** Card or profile. */
  kind?: InputMaybe<SimKindFilter>;
  /** The number it serves, E.164; filters take it as it is typed. */
  msisdn?: InputMaybe<TextFilter>;
  /** This does not hold. */
  not?: InputMaybe<SimFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<SimFilter>>;
  /** Where the SIM is in its life. */
  status?: InputMaybe<SimStatusFilter>;
};

/** What a SIM is made of. */
export type SimKind =
  /** A profile to download. */
  | 'ESIM'
  /** A plastic card. */
  | 'PHYSICAL';

/** Compares a value; all given operators must hold. */
export type SimKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<SimKind>;
  /** Any of these. */
  in?: InputMaybe<Array<SimKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<SimKind>;
};

/** The network's live view of a SIM. */
export type SimNetworkState = {
  __typename?: 'SimNetworkState';
  /** When it was last seen. */
  lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is registered. */
  registration: Registration;
};

/** An order of Sim. */
export type SimOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: SimOrderField;
};

/** What a list of Sim can be ordered by. */
export type SimOrderField =
  | 'CREATED_AT'
  | 'ICCID';

/** Where a SIM is in its life. A SIM that was ever ACTIVE never returns to AVAILABLE. */
export type SimStatus =
  /** Serves a contract. */
  | 'ACTIVE'
  /** In the pool. */
  | 'AVAILABLE'
  /** Lost, stolen or faulty. */
  | 'BLOCKED'
  /** Known from the supplier, not released for sale. */
  | 'IMPORTED'
  /** Swapped for another SIM. */
  | 'REPLACED'
  /** Held for somebody until the reservation expires. */
  | 'RESERVED'
  /** Serves a contract, without service for now. */
  | 'SUSPENDED'
  /** Retired with its contract. */
  | 'TERMINATED';

/** Compares a value; all given operators must hold. */
export type SimStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<SimStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<SimStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<SimStatus>;
};

/** What a contract's account did in a period: `from` is part of it, `to` is not. */
export type Statement = {
  __typename?: 'Statement';
  /** What it held at the end. */
  closingBalance: Money;
  /** Whose account. */
  contract?: Maybe<Contract>;
  /** What came to it. */
  credited: Money;
  /** What was taken from it. */
  debited: Money;
  /** What moved it, newest first. */
  entries: LedgerEntryConnection;
  /** Where the period begins. */
  from: Scalars['DateTime']['output'];
  /** What the account held before. */
  openingBalance: Money;
  /** Where it ends. */
  to: Scalars['DateTime']['output'];
  /** Where to fetch it as a PDF, in the customer's language, for some minutes; null for analysts. */
  url?: Maybe<Scalars['String']['output']>;
};


/** What a contract's account did in a period: `from` is part of it, `to` is not. */
export type StatementEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LedgerEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<LedgerEntryOrder>>;
};

/** One step of a state machine: who moved what from where to where, when and why. */
export type StatusChange = {
  __typename?: 'StatusChange';
  /** Who did it. */
  actor: Scalars['String']['output'];
  /** When it happened. */
  createdAt: Scalars['DateTime']['output'];
  /** The state before; null at the beginning. */
  from?: Maybe<Scalars['String']['output']>;
  /** What changed; null when the viewer may not see it. */
  node?: Maybe<Node>;
  /** Which state machine. */
  nodeType: NodeType;
  /** Why, in the actor's words. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The state after. */
  to: Scalars['String']['output'];
  /** The verb of the state machine. */
  verb: Scalars['String']['output'];
};

/** A page of a list of StatusChange. */
export type StatusChangeConnection = {
  __typename?: 'StatusChangeConnection';
  /** The rows with their cursors. */
  edges: Array<StatusChangeEdge>;
  /** The rows. */
  nodes: Array<StatusChange>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A StatusChange and its place in a list. */
export type StatusChangeEdge = {
  __typename?: 'StatusChangeEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: StatusChange;
};

/** Which StatusChange rows; everything given must hold. */
export type StatusChangeFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<StatusChangeFilter>>;
  /** When it happened. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Which state machine. */
  nodeType?: InputMaybe<NodeTypeFilter>;
  /** This does not hold. */
  not?: InputMaybe<StatusChangeFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<StatusChangeFilter>>;
};

/** An order of StatusChange. */
export type StatusChangeOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: StatusChangeOrderField;
};

/** What a list of StatusChange can be ordered by. */
export type StatusChangeOrderField =
  | 'CREATED_AT';

/** A step of a state machine; several in one act are told as one. */
export type StatusChanged = {
  __typename?: 'StatusChanged';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Where the log is with this event; give it to `since` to go on from here. */
  cursor: Scalars['String']['output'];
  /** The state before; null at the beginning. */
  from?: Maybe<Scalars['String']['output']>;
  /** What changed, as it is now. */
  node: Node;
  /** The state after. */
  to: Scalars['String']['output'];
  /** Which state machine. */
  type: NodeType;
  /** The verb that led to the state after. */
  verb: Scalars['String']['output'];
};

/** Everything that can be listened to. */
export type Subscription = {
  __typename?: 'Subscription';
  /** A file's way, from its receipt to its end. */
  bulkRegisterProgress: BulkRegisterProgress;
  /** Messages to the app. */
  notificationAdded: NotificationAdded;
  /** Payments, as they change. */
  paymentChanged: PaymentChanged;
  /** Every step of every state machine. */
  statusChanged: StatusChanged;
  /** Tickets, as they change. */
  ticketChanged: TicketChanged;
};


/** Everything that can be listened to. */
export type SubscriptionBulkRegisterProgressArgs = {
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be listened to. */
export type SubscriptionNotificationAddedArgs = {
  since?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be listened to. */
export type SubscriptionPaymentChangedArgs = {
  contractId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be listened to. */
export type SubscriptionStatusChangedArgs = {
  nodeId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
  types?: InputMaybe<Array<NodeType>>;
};


/** Everything that can be listened to. */
export type SubscriptionTicketChangedArgs = {
  contractId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};

/** A tariff: what a contract costs and includes. */
export type Tariff = Node & {
  __typename?: 'Tariff';
  /** Whether it is still sold. */
  active: Scalars['Boolean']['output'];
  /** The code operators type. */
  code: Scalars['String']['output'];
  /** Contracts on this tariff. */
  contracts: ContractConnection;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** What it costs a month. */
  monthlyFee: Money;
  /** The name customers see. */
  name: Scalars['String']['output'];
  /** Options that may be taken with it. */
  options: Array<TariffOption>;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};


/** A tariff: what a contract costs and includes. */
export type TariffContractsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ContractOrder>>;
};

/** A page of a list of Tariff. */
export type TariffConnection = {
  __typename?: 'TariffConnection';
  /** The rows with their cursors. */
  edges: Array<TariffEdge>;
  /** The rows. */
  nodes: Array<Tariff>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Tariff and its place in a list. */
export type TariffEdge = {
  __typename?: 'TariffEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Tariff;
};

/** Which Tariff rows; everything given must hold. */
export type TariffFilter = {
  /** Whether it is still sold. */
  active?: InputMaybe<BooleanFilter>;
  /** All of these hold. */
  and?: InputMaybe<Array<TariffFilter>>;
  /** The code operators type. */
  code?: InputMaybe<CodeFilter>;
  /** Contracts on this tariff. */
  contracts?: InputMaybe<ContractListFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** The name customers see. */
  name?: InputMaybe<TextFilter>;
  /** This does not hold. */
  not?: InputMaybe<TariffFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<TariffFilter>>;
};

/** An option: something added to a tariff for a fee. */
export type TariffOption = Node & {
  __typename?: 'TariffOption';
  /** Whether it is still sold. */
  active: Scalars['Boolean']['output'];
  /** The code operators type. */
  code: Scalars['String']['output'];
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** What it costs a month. */
  monthlyFee: Money;
  /** The name customers see. */
  name: Scalars['String']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** An order of Tariff. */
export type TariffOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: TariffOrderField;
};

/** What a list of Tariff can be ordered by. */
export type TariffOrderField =
  | 'CODE'
  | 'CREATED_AT'
  | 'NAME';

/** Compares a value; all given operators must hold. */
export type TextFilter = {
  /** Contains this text of at least 3 characters. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Equal to. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** Starts with this text. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** A support ticket. */
export type Ticket = Node & {
  __typename?: 'Ticket';
  /** Who of the staff works on it; null while nobody does. */
  assignee?: Maybe<Scalars['String']['output']>;
  /** Files, oldest first. */
  attachments: Array<TicketAttachment>;
  /** The verbs people may use, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** The desk's own sorting. */
  category?: Maybe<Scalars['String']['output']>;
  /** What was said, oldest first. */
  comments: Array<TicketComment>;
  /** The contract it is about, if any. */
  contract?: Maybe<Contract>;
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** Who asked. */
  customer?: Maybe<Customer>;
  /** What the customer said. */
  description?: Maybe<Scalars['String']['output']>;
  /** When the customer first heard of us. */
  firstRespondedAt?: Maybe<Scalars['DateTime']['output']>;
  /** By when the customer has to hear of us. */
  firstResponseDueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** Whether the viewer works on it. */
  mine: Scalars['Boolean']['output'];
  /** The ticket number told to the customer. */
  number: Scalars['String']['output'];
  /** Whether a time was missed, or is being missed. */
  overdue: Scalars['Boolean']['output'];
  /** The payment it is about, if any. */
  payment?: Maybe<Payment>;
  /** How urgent it is. */
  priority: TicketPriority;
  /** The team it waits for. */
  queue?: Maybe<Scalars['String']['output']>;
  /** By when it has to be solved. */
  solutionDueAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the work on it ended. */
  solvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the ticket is. */
  status: TicketStatus;
  /** What it is about, in a line. */
  subject: Scalars['String']['output'];
  /** Whether nobody works on it. */
  unassigned: Scalars['Boolean']['output'];
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** Which ticket, and why. */
export type TicketActionInput = {
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. Needed to suspend, block and close. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A file on a ticket. */
export type TicketAttachment = {
  __typename?: 'TicketAttachment';
  /** Who attached it. */
  author: Scalars['String']['output'];
  /** When it was attached. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** Whether it stays among the staff. */
  internal: Scalars['Boolean']['output'];
  /** What kind of file it is, an IANA media type. */
  mediaType: Scalars['String']['output'];
  /** The file's name. */
  name: Scalars['String']['output'];
  /** How large it is. */
  sizeBytes: Scalars['Int']['output'];
  /** A link by which it can be fetched for five minutes, without a token; null for analysts. */
  url?: Maybe<Scalars['String']['output']>;
};

/** A ticket was opened, moved, assigned, answered, or discarded. */
export type TicketChanged = {
  __typename?: 'TicketChanged';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Where the log is with this event; give it to `since` to go on from here. */
  cursor: Scalars['String']['output'];
  /** The ticket that was discarded: take it off the list; null otherwise. Subscribers are not told of it. */
  discardedId?: Maybe<Scalars['ID']['output']>;
  /** The ticket as it is now; null when it was discarded. */
  ticket?: Maybe<Ticket>;
};

/** A word on a ticket. */
export type TicketComment = {
  __typename?: 'TicketComment';
  /** Who said it. */
  author: Scalars['String']['output'];
  /** What was said. */
  body: Scalars['String']['output'];
  /** When it was said. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** Whether it stays among the staff. */
  internal: Scalars['Boolean']['output'];
};

/** A page of a list of Ticket. */
export type TicketConnection = {
  __typename?: 'TicketConnection';
  /** The rows with their cursors. */
  edges: Array<TicketEdge>;
  /** The rows. */
  nodes: Array<Ticket>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A Ticket and its place in a list. */
export type TicketEdge = {
  __typename?: 'TicketEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Ticket;
};

/** Which Ticket rows; everything given must hold. */
export type TicketFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<TicketFilter>>;
  /** Who of the staff works on it; null while nobody does. */
  assignee?: InputMaybe<CodeFilter>;
  /** The contract it is about, if any. */
  contract?: InputMaybe<ContractFilter>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Who asked. */
  customer?: InputMaybe<CustomerFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** Whether the viewer works on it. */
  mine?: InputMaybe<BooleanFilter>;
  /** This does not hold. */
  not?: InputMaybe<TicketFilter>;
  /** The ticket number told to the customer. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<TicketFilter>>;
  /** Whether a time was missed, or is being missed. */
  overdue?: InputMaybe<BooleanFilter>;
  /** The payment it is about, if any. */
  payment?: InputMaybe<PaymentFilter>;
  /** How urgent it is. */
  priority?: InputMaybe<TicketPriorityFilter>;
  /** The team it waits for. */
  queue?: InputMaybe<CodeFilter>;
  /** Where the ticket is. */
  status?: InputMaybe<TicketStatusFilter>;
  /** Whether nobody works on it. */
  unassigned?: InputMaybe<BooleanFilter>;
};

/** What must hold of the Ticket rows that belong to a row. */
export type TicketListFilter = {
  /** All match; so do none at all. */
  every?: InputMaybe<TicketFilter>;
  /** None matches. */
  none?: InputMaybe<TicketFilter>;
  /** At least one matches. */
  some?: InputMaybe<TicketFilter>;
};

/** An order of Ticket. */
export type TicketOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: TicketOrderField;
};

/** What a list of Ticket can be ordered by. */
export type TicketOrderField =
  | 'CREATED_AT';

/** What a mutation of a ticket left. */
export type TicketPayload = {
  __typename?: 'TicketPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The ticket as it is now; null when refused. */
  ticket?: Maybe<Ticket>;
};

/** How urgent a ticket is. */
export type TicketPriority =
  /** Before others. */
  | 'HIGH'
  /** When there is time. */
  | 'LOW'
  /** In turn. */
  | 'NORMAL'
  /** At once. */
  | 'URGENT';

/** Compares a value; all given operators must hold. */
export type TicketPriorityFilter = {
  /** Equal to. */
  eq?: InputMaybe<TicketPriority>;
  /** Any of these. */
  in?: InputMaybe<Array<TicketPriority>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<TicketPriority>;
};

/** Where a ticket is. */
export type TicketStatus =
  /** Somebody works on it. */
  | 'ACTIVE'
  /** Work has ended; it is about to be closed. */
  | 'BLOCKED'
  /** Done. */
  | 'CLOSED'
  /** Nobody has taken it. */
  | 'FREE'
  /** Waits for something. */
  | 'SUSPENDED';

/** Compares a value; all given operators must hold. */
export type TicketStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<TicketStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<TicketStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<TicketStatus>;
};

/** What moves from one contract of a customer to another. */
export type TransferBalanceInput = {
  /** How much. */
  amount: MoneyInput;
  /** The contract it leaves; it has to hold that much. */
  fromContractId: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The contract it goes to. */
  toContractId: Scalars['ID']['input'];
};

/** All accounts of one currency at one moment. */
export type TrialBalance = {
  __typename?: 'TrialBalance';
  /** The accounts; all contracts as one. */
  accounts: Array<TrialBalanceAccount>;
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
  /** Credits less debits of all accounts: always zero. */
  total: Money;
};

/** What one account, or all contracts together, amount to: in one column or the other. */
export type TrialBalanceAccount = {
  __typename?: 'TrialBalanceAccount';
  /** Which kind of account. */
  account: LedgerAccountKind;
  /** Which of that kind, such as CLEARING:SANDBOX. */
  code: Scalars['String']['output'];
  /** What it holds, where that is on the credit side; else zero. */
  credit: Money;
  /** What it holds, where that is on the debit side; else zero. */
  debit: Money;
};

/** What becomes of SIMs and numbers that are not in the pool. */
export type UnknownSims =
  /** They are created. */
  | 'CREATE'
  /** Their rows are rejected. */
  | 'REJECT';

/** What of a customer's contact data is to change; absent fields stay. */
export type UpdateCustomerContactInput = {
  /** Change it even if another customer has this phone or e-mail, or this name with them. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** The new e-mail address; null removes it. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that was read; refused with CONFLICT when it has changed. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The new name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The new contact number. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Somebody who works with the CRM. */
export type User = Node & {
  __typename?: 'User';
  /** When it came into being. */
  createdAt: Scalars['DateTime']['output'];
  /** The address they sign in with. */
  email: Scalars['String']['output'];
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id: Scalars['ID']['output'];
  /** The language of pages and letters for them. */
  language: Language;
  /** When they last signed in. */
  lastSignInAt?: Maybe<Scalars['DateTime']['output']>;
  /** Full name. */
  name: Scalars['String']['output'];
  /** What they may see and do. */
  role: UserRole;
  /** Whether they have set up a second factor. */
  secondFactor: Scalars['Boolean']['output'];
  /** Where they are signed in, newest first. */
  sessions: Array<Session>;
  /** Whether they can sign in. */
  status: UserStatus;
  /** When it last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one at each change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

/** Which user. */
export type UserActionInput = {
  /** The user. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** A page of a list of User. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** The rows with their cursors. */
  edges: Array<UserEdge>;
  /** The rows. */
  nodes: Array<User>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many match, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more match than totalCount says. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A User and its place in a list. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** Give it to `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: User;
};

/** Why a mutation was refused, or what it did not heed. */
export type UserError = {
  __typename?: 'UserError';
  /** What to branch on. */
  code: ErrorCode;
  /** Path of the input field that is to blame; empty when it is none. */
  field: Array<Scalars['String']['output']>;
  /** For people; it may change. */
  message: Scalars['String']['output'];
};

/** Which User rows; everything given must hold. */
export type UserFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<UserFilter>>;
  /** When it came into being. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** The address they sign in with. */
  email?: InputMaybe<CodeFilter>;
  /** Opaque id: a short prefix of the type and the key. Stable for ever. */
  id?: InputMaybe<IdFilter>;
  /** This does not hold. */
  not?: InputMaybe<UserFilter>;
  /** At least one of these holds. */
  or?: InputMaybe<Array<UserFilter>>;
  /** What they may see and do. */
  role?: InputMaybe<UserRoleFilter>;
  /** Whether they can sign in. */
  status?: InputMaybe<UserStatusFilter>;
};

/** An order of User. */
export type UserOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: UserOrderField;
};

/** What a list of User can be ordered by. */
export type UserOrderField =
  | 'CREATED_AT';

/** What a mutation of a user left. */
export type UserPayload = {
  __typename?: 'UserPayload';
  /** Empty when it was done. */
  errors: Array<UserError>;
  /** The link to hand over; only in the answer of the call that made it. */
  invitationUrl?: Maybe<Scalars['String']['output']>;
  /** The user as it is now; null when refused. */
  user?: Maybe<User>;
};

/** What a member of the staff may see and do. */
export type UserRole =
  /** Manages users and settings too; signs in with a second factor. */
  | 'ADMIN'
  /** Reads everything, personal data masked. */
  | 'ANALYST'
  /** Works with all business data. */
  | 'OPERATOR';

/** Compares a value; all given operators must hold. */
export type UserRoleFilter = {
  /** Equal to. */
  eq?: InputMaybe<UserRole>;
  /** Any of these. */
  in?: InputMaybe<Array<UserRole>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<UserRole>;
};

/** Whether a member of the staff can sign in. */
export type UserStatus =
  /** Can sign in. */
  | 'ACTIVE'
  /** Cannot sign in; every session was ended. */
  | 'DEACTIVATED'
  /** Has not set a password yet. */
  | 'INVITED';

/** Compares a value; all given operators must hold. */
export type UserStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<UserStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<UserStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<UserStatus>;
};

/** Whose identity was verified, and by which document. */
export type VerifyCustomerInput = {
  /** Add `document` even if the customer has another valid one of its kind, such as a renewed card. */
  allowAnotherDocument?: Scalars['Boolean']['input'];
  /** The document, where the customer has it not yet: it is added. Give this or `documentId`. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** The customer's document that was compared with the person; the newest valid one when absent. */
  documentId?: InputMaybe<Scalars['ID']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the actor's words; kept in the history and with the events of the act. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Who asks. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The contract that has the number a subscriber signed in with; null for others, and once it has lost it. */
  contract?: Maybe<Contract>;
  /** The customer a verified holder is; null for others. */
  customer?: Maybe<Customer>;
  /** Language of texts meant for people. */
  language: Scalars['String']['output'];
  /** The caller as histories name it. */
  name: Scalars['String']['output'];
  /** Mutations the caller may use. */
  permissions: Array<Scalars['String']['output']>;
  /** What the caller is. */
  role: Role;
  /** Where the caller is signed in, newest first. */
  sessions: Array<Session>;
  /** Time zone of days and months, IANA name. */
  timeZone: Scalars['String']['output'];
};

export type AuditTrailQueryVariables = Exact<{
  filter?: InputMaybe<AuditEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AuditTrailQuery = { __typename?: 'Query', auditEntries: { __typename?: 'AuditEntryConnection', nodes: Array<{ __typename?: 'AuditEntry', actor: string, role: string, client?: string | null, address?: string | null, verb: string, outcome: string, node?: { __typename?: 'Bill', id: string } | { __typename?: 'Client', id: string } | { __typename?: 'Contract', id: string } | { __typename?: 'Customer', id: string } | { __typename?: 'IdentityDocument', id: string } | { __typename?: 'ImportJob', id: string } | { __typename?: 'Mismatch', id: string } | { __typename?: 'Notification', id: string } | { __typename?: 'Payment', id: string } | { __typename?: 'PhoneNumber', id: string } | { __typename?: 'Refund', id: string } | { __typename?: 'RejectedRow', id: string } | { __typename?: 'Settlement', id: string } | { __typename?: 'Sim', id: string } | { __typename?: 'Tariff', id: string } | { __typename?: 'TariffOption', id: string } | { __typename?: 'Ticket', id: string } | { __typename?: 'User', id: string } | null, changes: Array<{ __typename?: 'AuditChange', table: string, change: string, field: string, before?: string | null, after?: string | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type ClientsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ClientsQuery = { __typename?: 'Query', clients: { __typename?: 'ClientConnection', nodes: Array<{ __typename?: 'Client', clientId: string, name: string, kind: ClientKind, signIn: SignIn, redirectUris: string, grantTypes: string, scopes: string, active: boolean }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type DeactivateUserMutationVariables = Exact<{
  input: UserActionInput;
}>;


export type DeactivateUserMutation = { __typename?: 'Mutation', deactivateUser?: { __typename?: 'UserPayload', user?: { __typename?: 'User', id: string, email: string, status: UserStatus } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ImportTariffsMutationVariables = Exact<{
  input: ImportFileInput;
}>;


export type ImportTariffsMutation = { __typename?: 'Mutation', importTariffs?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, kind: ImportKind, state: ImportState, fileName: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type InviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type InviteUserMutation = { __typename?: 'Mutation', inviteUser?: { __typename?: 'UserPayload', invitationUrl?: string | null, user?: { __typename?: 'User', id: string, email: string, role: UserRole, status: UserStatus } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type JobsQueryVariables = Exact<{
  state?: InputMaybe<JobState>;
}>;


export type JobsQuery = { __typename?: 'Query', jobs: Array<{ __typename?: 'Job', id: string, name: string, state: JobState, attempts: number, lastError?: string | null, createdAt: string, dueAt?: string | null, startedAt?: string | null, finishedAt?: string | null }> };

export type RegisterClientMutationVariables = Exact<{
  input: RegisterClientInput;
}>;


export type RegisterClientMutation = { __typename?: 'Mutation', registerClient?: { __typename?: 'ClientPayload', secret?: string | null, client?: { __typename?: 'Client', clientId: string, kind: ClientKind, scopes: string, active: boolean } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RetryJobMutationVariables = Exact<{
  input: JobActionInput;
}>;


export type RetryJobMutation = { __typename?: 'Mutation', retryJob?: { __typename?: 'RetryJobPayload', errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SetUserRoleMutationVariables = Exact<{
  input: SetUserRoleInput;
}>;


export type SetUserRoleMutation = { __typename?: 'Mutation', setUserRole?: { __typename?: 'UserPayload', user?: { __typename?: 'User', id: string, email: string, role: UserRole } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type TrialBalanceQueryVariables = Exact<{
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
}>;


export type TrialBalanceQuery = { __typename?: 'Query', trialBalance: { __typename?: 'TrialBalance', currency: string, total: { __typename?: 'Money', amount: string, currency: string }, accounts: Array<{ __typename?: 'TrialBalanceAccount', account: LedgerAccountKind, code: string, debit: { __typename?: 'Money', amount: string, currency: string }, credit: { __typename?: 'Money', amount: string, currency: string } }> } };

export type UsersQueryVariables = Exact<{
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type UsersQuery = { __typename?: 'Query', users: { __typename?: 'UserConnection', totalCount: number, nodes: Array<{ __typename?: 'User', id: string, email: string, name: string, role: UserRole, status: UserStatus, language: Language, secondFactor: boolean, sessions: Array<{ __typename?: 'Session', client?: string | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type BaseQueryVariables = Exact<{ [key: string]: never; }>;


export type BaseQuery = { __typename?: 'Query', customersAggregate: Array<{ __typename?: 'AggregateRow', count: number, keys: Array<{ __typename?: 'AggregateKey', field: string, value?: string | null }> }>, contractsAggregate: Array<{ __typename?: 'AggregateRow', count: number, countDistinct: number, keys: Array<{ __typename?: 'AggregateKey', field: string, value?: string | null }> }>, simsAggregate: Array<{ __typename?: 'AggregateRow', count: number, keys: Array<{ __typename?: 'AggregateKey', field: string, value?: string | null }> }>, ticketsAggregate: Array<{ __typename?: 'AggregateRow', count: number, keys: Array<{ __typename?: 'AggregateKey', field: string, value?: string | null }> }> };

export type JournalQueryVariables = Exact<{
  filter?: InputMaybe<LedgerEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type JournalQuery = { __typename?: 'Query', ledgerEntries: { __typename?: 'LedgerEntryConnection', nodes: Array<{ __typename?: 'LedgerEntry', id: string, createdAt: string, account: LedgerAccountKind, kind: PostingKind, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string } | null, payment?: { __typename?: 'Payment', id: string, method: PaymentMethod } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type PaymentsByMonthQueryVariables = Exact<{
  timeZone?: InputMaybe<Scalars['String']['input']>;
}>;


export type PaymentsByMonthQuery = { __typename?: 'Query', paymentsAggregate: Array<{ __typename?: 'AggregateRow', count: number, sum?: string | null, min?: string | null, max?: string | null, keys: Array<{ __typename?: 'AggregateKey', field: string, value?: string | null }> }> };

export type RevenueByTariffQueryVariables = Exact<{
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
}>;


export type RevenueByTariffQuery = { __typename?: 'Query', paymentsAggregate: Array<{ __typename?: 'AggregateRow', count: number, sum?: string | null, avg?: string | null, keys: Array<{ __typename?: 'AggregateKey', field: string, value?: string | null }> }> };

export type StatusChangesQueryVariables = Exact<{
  filter?: InputMaybe<StatusChangeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type StatusChangesQuery = { __typename?: 'Query', statusChanges: { __typename?: 'StatusChangeConnection', nodes: Array<{ __typename?: 'StatusChange', createdAt: string, nodeType: NodeType, verb: string, from?: string | null, to: string, actor: string, reason?: string | null, node?: { __typename: 'Bill', id: string } | { __typename: 'Client', id: string } | { __typename: 'Contract', id: string } | { __typename: 'Customer', id: string } | { __typename: 'IdentityDocument', id: string } | { __typename: 'ImportJob', id: string } | { __typename: 'Mismatch', id: string } | { __typename: 'Notification', id: string } | { __typename: 'Payment', id: string } | { __typename: 'PhoneNumber', id: string } | { __typename: 'Refund', id: string } | { __typename: 'RejectedRow', id: string } | { __typename: 'Settlement', id: string } | { __typename: 'Sim', id: string } | { __typename: 'Tariff', id: string } | { __typename: 'TariffOption', id: string } | { __typename: 'Ticket', id: string } | { __typename: 'User', id: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type ActivateTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type ActivateTicketMutation = { __typename?: 'Mutation', activateTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AdjustBalanceMutationVariables = Exact<{
  input: AdjustBalanceInput;
}>;


export type AdjustBalanceMutation = { __typename?: 'Mutation', adjustBalance?: { __typename?: 'LedgerEntryPayload', entry?: { __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ApplyRepairMutationVariables = Exact<{
  input: ApplyRepairInput;
}>;


export type ApplyRepairMutation = { __typename?: 'Mutation', applyRepair?: { __typename?: 'MismatchPayload', mismatch?: { __typename?: 'Mismatch', id: string, kind: MismatchKind, status: MismatchStatus, suggestedRepair: Repair, decidedBy?: string | null, decidedAt?: string | null, note?: string | null, difference: { __typename?: 'Money', amount: string, currency: string }, settlement?: { __typename?: 'Settlement', id: string, matched: number, mismatchCounts: Array<{ __typename?: 'MismatchCount', kind: MismatchKind, open: number, repaired: number, dismissed: number }> } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ApproveRefundMutationVariables = Exact<{
  input: ApproveRefundInput;
}>;


export type ApproveRefundMutation = { __typename?: 'Mutation', approveRefund?: { __typename?: 'RefundPayload', refund?: { __typename?: 'Refund', id: string, status: RefundStatus, reason: string, requestedBy: string, decidedBy?: string | null, failure?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, refunded: { __typename?: 'Money', amount: string, currency: string } } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AssignTicketMutationVariables = Exact<{
  input: AssignTicketInput;
}>;


export type AssignTicketMutation = { __typename?: 'Mutation', assignTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, assignee?: string | null, queue?: string | null, mine: boolean, unassigned: boolean, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AttachToTicketMutationVariables = Exact<{
  input: AttachToTicketInput;
}>;


export type AttachToTicketMutation = { __typename?: 'Mutation', attachToTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, attachments: Array<{ __typename?: 'TicketAttachment', id: string, name: string, mediaType: string, sizeBytes: number, internal: boolean, url?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type BillsQueryVariables = Exact<{
  filter?: InputMaybe<BillFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type BillsQuery = { __typename?: 'Query', bills: { __typename?: 'BillConnection', nodes: Array<{ __typename?: 'Bill', id: string, kind: BillKind, number?: string | null, issuedAt: string, taxRate: string, method?: PaymentMethod | null, url?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, tax: { __typename?: 'Money', amount: string, currency: string }, balanceBefore: { __typename?: 'Money', amount: string, currency: string }, balanceAfter: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, number: string, customer?: { __typename?: 'Customer', id: string, name: string } | null } | null, payment?: { __typename?: 'Payment', id: string, number: string } | null, refund?: { __typename?: 'Refund', id: string, status: RefundStatus } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type BlockTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type BlockTicketMutation = { __typename?: 'Mutation', blockTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type BulkRegisterMutationVariables = Exact<{
  input: BulkRegisterInput;
}>;


export type BulkRegisterMutation = { __typename?: 'Mutation', bulkRegister?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, state: ImportState, fileName: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type BulkRegisterProgressSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type BulkRegisterProgressSubscription = { __typename?: 'Subscription', bulkRegisterProgress: { __typename?: 'BulkRegisterProgress', cursor: string, at: string, job: { __typename?: 'ImportJob', id: string, state: ImportState, rows: number, done: number, registered: number, updated: number, unchanged: number, rejected: number, rate?: number | null, remainingSeconds?: number | null, failureCode?: string | null, failureMessage?: string | null, failureRow?: number | null } } };

export type CancelBulkRegisterMutationVariables = Exact<{
  input: ImportActInput;
}>;


export type CancelBulkRegisterMutation = { __typename?: 'Mutation', cancelBulkRegister?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, state: ImportState, rows: number, done: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CancelPaymentMutationVariables = Exact<{
  input: PaymentActionInput;
}>;


export type CancelPaymentMutation = { __typename?: 'Mutation', cancelPayment?: { __typename?: 'PaymentPayload', payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CatalogueQueryVariables = Exact<{
  active?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type CatalogueQuery = { __typename?: 'Query', tariffs: { __typename?: 'TariffConnection', nodes: Array<{ __typename?: 'Tariff', id: string, code: string, name: string, active: boolean, monthlyFee: { __typename?: 'Money', amount: string, currency: string }, options: Array<{ __typename?: 'TariffOption', id: string, code: string, name: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } }> }> } };

export type ChargeContractMutationVariables = Exact<{
  input: ChargeContractInput;
}>;


export type ChargeContractMutation = { __typename?: 'Mutation', chargeContract?: { __typename?: 'LedgerEntryPayload', entry?: { __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CloseContractMutationVariables = Exact<{
  input: ContractActionInput;
}>;


export type CloseContractMutation = { __typename?: 'Mutation', closeContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, closedAt?: string | null, sim?: { __typename?: 'Sim', id: string, status: SimStatus } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CloseTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type CloseTicketMutation = { __typename?: 'Mutation', closeTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CommentTicketMutationVariables = Exact<{
  input: CommentTicketInput;
}>;


export type CommentTicketMutation = { __typename?: 'Mutation', commentTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, firstRespondedAt?: string | null, comments: Array<{ __typename?: 'TicketComment', id: string, createdAt: string, author: string, internal: boolean, body: string }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ContractCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ContractCardQuery = { __typename?: 'Query', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, signedAt?: string | null, activatedAt?: string | null, closedAt?: string | null, version: number, customer?: { __typename?: 'Customer', id: string, name: string, phone: string } | null, sim?: { __typename?: 'Sim', id: string, iccid: string, imsi?: string | null, msisdn?: string | null, status: SimStatus, kind: SimKind, networkState?: { __typename?: 'SimNetworkState', registration: Registration, lastSeenAt?: string | null } | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, status: PhoneNumberStatus } | null, tariff?: { __typename?: 'Tariff', code: string, name: string } | null, options: Array<{ __typename?: 'TariffOption', code: string, name: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null, createdAt: string }>, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null };

export type ContractsQueryVariables = Exact<{
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ContractsQuery = { __typename?: 'Query', contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, activatedAt?: string | null, customer?: { __typename?: 'Customer', id: string, name: string } | null, tariff?: { __typename?: 'Tariff', code: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type CreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateCustomerMutation = { __typename?: 'Mutation', createCustomer?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null, status: CustomerStatus, version: number } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, customer?: { __typename?: 'Customer', id: string } | null }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CustomerBriefQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CustomerBriefQuery = { __typename?: 'Query', customer?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null, status: CustomerStatus, contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, sim?: { __typename?: 'Sim', iccid: string, msisdn?: string | null, status: SimStatus } | null }> } } | null };

export type CustomerCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  contracts?: InputMaybe<Scalars['Int']['input']>;
  payments?: InputMaybe<Scalars['Int']['input']>;
}>;


export type CustomerCardQuery = { __typename?: 'Query', customer?: { __typename?: 'Customer', id: string, number: string, kind: CustomerKind, name: string, phone: string, email?: string | null, status: CustomerStatus, kycStatus: KycStatus, language: Language, birthDate?: string | null, version: number, createdAt: string, updatedAt: string, balance: { __typename?: 'Money', amount: string, currency: string }, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, issuedBy?: string | null, issuedOn?: string | null, expiresOn?: string | null }>, contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, activatedAt?: string | null, sim?: { __typename?: 'Sim', id: string, iccid: string, msisdn?: string | null, status: SimStatus, kind: SimKind } | null, tariff?: { __typename?: 'Tariff', id: string, code: string, name: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } } | null, options: Array<{ __typename?: 'TariffOption', code: string, name: string }>, balance: { __typename?: 'Money', amount: string, currency: string }, payments: { __typename?: 'PaymentConnection', nodes: Array<{ __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string } }> }, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } }, tickets: { __typename?: 'TicketConnection', nodes: Array<{ __typename?: 'Ticket', id: string, number: string, subject: string, priority: TicketPriority, status: TicketStatus }> } } | null };

export type CustomersDeepQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type CustomersDeepQuery = { __typename?: 'Query', customers: { __typename?: 'CustomerConnection', nodes: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, status: CustomerStatus, contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, sim?: { __typename?: 'Sim', iccid: string, msisdn?: string | null, status: SimStatus } | null, tariff?: { __typename?: 'Tariff', code: string, name: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } } | null, payments: { __typename?: 'PaymentConnection', nodes: Array<{ __typename?: 'Payment', id: string, status: PaymentStatus, createdAt: string, amount: { __typename?: 'Money', amount: string, currency: string } }> }, tickets: { __typename?: 'TicketConnection', nodes: Array<{ __typename?: 'Ticket', id: string, subject: string, status: TicketStatus }> } }> } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type DeskQueryVariables = Exact<{
  filter?: InputMaybe<TicketFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type DeskQuery = { __typename?: 'Query', tickets: { __typename?: 'TicketConnection', nodes: Array<{ __typename?: 'Ticket', id: string, number: string, subject: string, category?: string | null, priority: TicketPriority, status: TicketStatus, queue?: string | null, assignee?: string | null, overdue: boolean, mine: boolean, unassigned: boolean, firstResponseDueAt?: string | null, solutionDueAt?: string | null, createdAt: string, customer?: { __typename?: 'Customer', id: string, name: string } | null, contract?: { __typename?: 'Contract', id: string, number: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type DiscardTicketMutationVariables = Exact<{
  input: DiscardTicketInput;
}>;


export type DiscardTicketMutation = { __typename?: 'Mutation', discardTicket?: { __typename?: 'DiscardTicketPayload', discardedId?: string | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type DismissMismatchMutationVariables = Exact<{
  input: DismissMismatchInput;
}>;


export type DismissMismatchMutation = { __typename?: 'Mutation', dismissMismatch?: { __typename?: 'MismatchPayload', mismatch?: { __typename?: 'Mismatch', id: string, kind: MismatchKind, status: MismatchStatus, suggestedRepair: Repair, decidedBy?: string | null, decidedAt?: string | null, note?: string | null, difference: { __typename?: 'Money', amount: string, currency: string }, settlement?: { __typename?: 'Settlement', id: string, matched: number, mismatchCounts: Array<{ __typename?: 'MismatchCount', kind: MismatchKind, open: number, repaired: number, dismissed: number }> } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type FindCustomersQueryVariables = Exact<{
  search?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  orderBy?: InputMaybe<Array<CustomerOrder> | CustomerOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type FindCustomersQuery = { __typename?: 'Query', customers: { __typename?: 'CustomerConnection', totalCount: number, totalCountExact: boolean, nodes: Array<{ __typename?: 'Customer', id: string, number: string, kind: CustomerKind, name: string, phone: string, email?: string | null, status: CustomerStatus, kycStatus: KycStatus }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type FindSimQueryVariables = Exact<{
  iccid?: InputMaybe<Scalars['String']['input']>;
  msisdn?: InputMaybe<Scalars['String']['input']>;
}>;


export type FindSimQuery = { __typename?: 'Query', sim?: { __typename?: 'Sim', id: string, iccid: string, imsi?: string | null, msisdn?: string | null, kind: SimKind, status: SimStatus, activatedAt?: string | null, reservedUntil?: string | null, contract?: { __typename?: 'Contract', id: string, number: string, customer?: { __typename?: 'Customer', id: string, name: string } | null } | null, bindings: Array<{ __typename?: 'SimBinding', from: string, to?: string | null, contract?: { __typename?: 'Contract', id: string, number: string } | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, createdAt: string }>, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null };

export type GetDepositMutationVariables = Exact<{
  input: GetDepositInput;
}>;


export type GetDepositMutation = { __typename?: 'Mutation', getDeposit?: { __typename?: 'GetDepositPayload', checkoutUrl?: string | null, payment?: { __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null, bills: Array<{ __typename?: 'Bill', id: string, kind: BillKind, number?: string | null, url?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type GetSimMutationVariables = Exact<{
  input: GetSimInput;
}>;


export type GetSimMutation = { __typename?: 'Mutation', getSim?: { __typename?: 'GetSimPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, customer?: { __typename?: 'Customer', id: string, name: string } | null, sim?: { __typename?: 'Sim', iccid: string, msisdn?: string | null, status: SimStatus } | null, tariff?: { __typename?: 'Tariff', code: string } | null, options: Array<{ __typename?: 'TariffOption', code: string }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, customer?: { __typename?: 'Customer', id: string } | null }>, warnings: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ImportJobCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ImportJobCardQuery = { __typename?: 'Query', importJob?: { __typename?: 'ImportJob', id: string, kind: ImportKind, state: ImportState, mode: ImportMode, onError: OnError, unknownSims: UnknownSims, duplicates: Duplicates, dryRun: boolean, fileName: string, rows: number, done: number, registered: number, updated: number, unchanged: number, rejected: number, rate?: number | null, remainingSeconds?: number | null, failureCode?: string | null, failureMessage?: string | null, failureRow?: number | null, startedAt?: string | null, finishedAt?: string | null, rejectedRowsUrl?: string | null, outcomeUrl?: string | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, notes: Array<{ __typename?: 'ImportNote', code: string, message: string, row?: number | null }>, rejectedRows: { __typename?: 'RejectedRowConnection', nodes: Array<{ __typename?: 'RejectedRow', row: number, column?: string | null, code: string, message: string, value?: string | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } | null };

export type ImportJobsQueryVariables = Exact<{
  filter?: InputMaybe<ImportJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ImportJobsQuery = { __typename?: 'Query', importJobs: { __typename?: 'ImportJobConnection', nodes: Array<{ __typename?: 'ImportJob', id: string, kind: ImportKind, state: ImportState, fileName: string, actor: string, rows: number, done: number, rejected: number, createdAt: string, finishedAt?: string | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type ImportNumbersMutationVariables = Exact<{
  input: ImportFileInput;
}>;


export type ImportNumbersMutation = { __typename?: 'Mutation', importNumbers?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, kind: ImportKind, state: ImportState, fileName: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ImportSettlementMutationVariables = Exact<{
  input: ImportSettlementInput;
}>;


export type ImportSettlementMutation = { __typename?: 'Mutation', importSettlement?: { __typename?: 'SettlementPayload', settlement?: { __typename?: 'Settlement', id: string, gateway: string, day: string, status: SettlementStatus, fileName?: string | null, lines: number, matched: number, totals: Array<{ __typename?: 'SettlementTotal', currency: string, payments: number, refunds: number, payouts: number, paymentsAmount: { __typename?: 'Money', amount: string, currency: string }, refundsAmount: { __typename?: 'Money', amount: string, currency: string }, payoutsAmount: { __typename?: 'Money', amount: string, currency: string }, fees: { __typename?: 'Money', amount: string, currency: string }, clearing: { __typename?: 'Money', amount: string, currency: string } }>, mismatchCounts: Array<{ __typename?: 'MismatchCount', kind: MismatchKind, open: number, repaired: number, dismissed: number }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ImportSimsMutationVariables = Exact<{
  input: ImportFileInput;
}>;


export type ImportSimsMutation = { __typename?: 'Mutation', importSims?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, kind: ImportKind, state: ImportState, fileName: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type LedgerOfContractQueryVariables = Exact<{
  contractId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
}>;


export type LedgerOfContractQuery = { __typename?: 'Query', contract?: { __typename?: 'Contract', id: string, number: string, balance: { __typename?: 'Money', amount: string, currency: string }, balanceThen: { __typename?: 'Money', amount: string, currency: string }, ledgerEntries: { __typename?: 'LedgerEntryConnection', nodes: Array<{ __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, account: LedgerAccountKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, payment?: { __typename?: 'Payment', id: string, number: string } | null, counterEntries: Array<{ __typename?: 'LedgerEntry', id: string, account: LedgerAccountKind, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, number: string } | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } | null };

export type MismatchesQueryVariables = Exact<{
  filter?: InputMaybe<MismatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MismatchesQuery = { __typename?: 'Query', mismatches: { __typename?: 'MismatchConnection', nodes: Array<{ __typename?: 'Mismatch', id: string, createdAt: string, gateway: string, kind: MismatchKind, status: MismatchStatus, suggestedRepair: Repair, decidedBy?: string | null, decidedAt?: string | null, note?: string | null, paymentStatus?: string | null, settlement?: { __typename?: 'Settlement', id: string, day: string } | null, payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, contract?: { __typename?: 'Contract', id: string, number: string, customer?: { __typename?: 'Customer', id: string, name: string } | null } | null } | null, refund?: { __typename?: 'Refund', id: string, status: RefundStatus } | null, lines: Array<{ __typename?: 'SettlementLine', position: number, lineId: string, kind: SettlementLineKind, reference: string, refundReference?: string | null, at: string, amount: { __typename?: 'Money', amount: string, currency: string }, fee: { __typename?: 'Money', amount: string, currency: string } }>, gatewayAmount?: { __typename?: 'Money', amount: string, currency: string } | null, gatewayFee?: { __typename?: 'Money', amount: string, currency: string } | null, paymentAmount?: { __typename?: 'Money', amount: string, currency: string } | null, paymentFee?: { __typename?: 'Money', amount: string, currency: string } | null, ledgerAmount?: { __typename?: 'Money', amount: string, currency: string } | null, difference: { __typename?: 'Money', amount: string, currency: string }, feeDifference: { __typename?: 'Money', amount: string, currency: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type MySessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySessionsQuery = { __typename?: 'Query', viewer: { __typename?: 'Viewer', name: string, role: Role, sessions: Array<{ __typename?: 'Session', id: string, current: boolean, client?: string | null, address?: string | null, userAgent?: string | null }> } };

export type NodesQueryVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type NodesQuery = { __typename?: 'Query', nodes: Array<{ __typename: 'Bill', id: string, version: number } | { __typename: 'Client', id: string, version: number } | { __typename: 'Contract', number: string, id: string, version: number } | { __typename: 'Customer', name: string, id: string, version: number } | { __typename: 'IdentityDocument', id: string, version: number } | { __typename: 'ImportJob', id: string, version: number } | { __typename: 'Mismatch', id: string, version: number } | { __typename: 'Notification', id: string, version: number } | { __typename: 'Payment', id: string, version: number } | { __typename: 'PhoneNumber', id: string, version: number } | { __typename: 'Refund', id: string, version: number } | { __typename: 'RejectedRow', id: string, version: number } | { __typename: 'Settlement', id: string, version: number } | { __typename: 'Sim', id: string, version: number } | { __typename: 'Tariff', id: string, version: number } | { __typename: 'TariffOption', id: string, version: number } | { __typename: 'Ticket', subject: string, id: string, version: number } | { __typename: 'User', id: string, version: number } | null> };

export type NotificationAddedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type NotificationAddedSubscription = { __typename?: 'Subscription', notificationAdded: { __typename?: 'NotificationAdded', cursor: string, at: string, notification: { __typename?: 'Notification', id: string, topic: string, subject?: string | null, text: string, createdAt: string } } };

export type NotificationsQueryVariables = Exact<{
  filter?: InputMaybe<NotificationFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type NotificationsQuery = { __typename?: 'Query', notifications: { __typename?: 'NotificationConnection', nodes: Array<{ __typename?: 'Notification', id: string, createdAt: string, topic: string, purpose: NotificationPurpose, channel: NotificationChannel, recipient?: string | null, subject?: string | null, text: string, status: NotificationStatus, attempts: number, lastError?: string | null, sentAt?: string | null, deliveredAt?: string | null, customer?: { __typename?: 'Customer', id: string, name: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type NumberPoolQueryVariables = Exact<{
  filter?: InputMaybe<PhoneNumberFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type NumberPoolQuery = { __typename?: 'Query', phoneNumbers: { __typename?: 'PhoneNumberConnection', nodes: Array<{ __typename?: 'PhoneNumber', id: string, msisdn: string, status: PhoneNumberStatus, reservedUntil?: string | null, quarantinedUntil?: string | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type OpenTicketMutationVariables = Exact<{
  input: OpenTicketInput;
}>;


export type OpenTicketMutation = { __typename?: 'Mutation', openTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, number: string, subject: string, priority: TicketPriority, status: TicketStatus, queue?: string | null, firstResponseDueAt?: string | null, solutionDueAt?: string | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type PauseBulkRegisterMutationVariables = Exact<{
  input: ImportActInput;
}>;


export type PauseBulkRegisterMutation = { __typename?: 'Mutation', pauseBulkRegister?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, state: ImportState, rows: number, done: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type PaymentCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PaymentCardQuery = { __typename?: 'Query', payment?: { __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, refunded: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, number: string } | null, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, createdAt: string }>, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null };

export type PaymentChangedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
  contractId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type PaymentChangedSubscription = { __typename?: 'Subscription', paymentChanged: { __typename?: 'PaymentChanged', cursor: string, at: string, payment: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, number: string } | null } } };

export type PaymentsPageQueryVariables = Exact<{
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type PaymentsPageQuery = { __typename?: 'Query', payments: { __typename?: 'PaymentConnection', nodes: Array<{ __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, createdAt: string, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, number: string, customer?: { __typename?: 'Customer', id: string, name: string, phone: string } | null } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type PrioritiseTicketMutationVariables = Exact<{
  input: PrioritiseTicketInput;
}>;


export type PrioritiseTicketMutation = { __typename?: 'Mutation', prioritiseTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, priority: TicketPriority, firstResponseDueAt?: string | null, solutionDueAt?: string | null, overdue: boolean, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RefundPaymentMutationVariables = Exact<{
  input: RefundPaymentInput;
}>;


export type RefundPaymentMutation = { __typename?: 'Mutation', refundPayment?: { __typename?: 'RefundPayload', refund?: { __typename?: 'Refund', id: string, status: RefundStatus, reason: string, requestedBy: string, decidedBy?: string | null, failure?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, refunded: { __typename?: 'Money', amount: string, currency: string } } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RefundsQueryVariables = Exact<{
  filter?: InputMaybe<RefundFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type RefundsQuery = { __typename?: 'Query', refunds: { __typename?: 'RefundConnection', nodes: Array<{ __typename?: 'Refund', id: string, createdAt: string, status: RefundStatus, reason: string, requestedBy: string, decidedBy?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, payment?: { __typename?: 'Payment', id: string, number: string, method: PaymentMethod, paidAt?: string | null, contract?: { __typename?: 'Contract', id: string, number: string, customer?: { __typename?: 'Customer', id: string, name: string } | null } | null } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type RejectCustomerIdentityMutationVariables = Exact<{
  input: RejectCustomerIdentityInput;
}>;


export type RejectCustomerIdentityMutation = { __typename?: 'Mutation', rejectCustomerIdentity?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, kycStatus: KycStatus, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, expiresOn?: string | null, verifiedAt?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RejectRefundMutationVariables = Exact<{
  input: RejectRefundInput;
}>;


export type RejectRefundMutation = { __typename?: 'Mutation', rejectRefund?: { __typename?: 'RefundPayload', refund?: { __typename?: 'Refund', id: string, status: RefundStatus, reason: string, requestedBy: string, decidedBy?: string | null, failure?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, refunded: { __typename?: 'Money', amount: string, currency: string } } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResendNotificationMutationVariables = Exact<{
  input: NotificationActionInput;
}>;


export type ResendNotificationMutation = { __typename?: 'Mutation', resendNotification?: { __typename?: 'NotificationPayload', notification?: { __typename?: 'Notification', id: string, status: NotificationStatus, attempts: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResubmitCustomerIdentityMutationVariables = Exact<{
  input: ResubmitCustomerIdentityInput;
}>;


export type ResubmitCustomerIdentityMutation = { __typename?: 'Mutation', resubmitCustomerIdentity?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, kycStatus: KycStatus, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, expiresOn?: string | null, verifiedAt?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeBulkRegisterMutationVariables = Exact<{
  input: ImportActInput;
}>;


export type ResumeBulkRegisterMutation = { __typename?: 'Mutation', resumeBulkRegister?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, state: ImportState, rows: number, done: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeContractMutationVariables = Exact<{
  input: ContractActionInput;
}>;


export type ResumeContractMutation = { __typename?: 'Mutation', resumeContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, closedAt?: string | null, sim?: { __typename?: 'Sim', id: string, status: SimStatus } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type ResumeTicketMutation = { __typename?: 'Mutation', resumeTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReverseEntryMutationVariables = Exact<{
  input: ReverseEntryInput;
}>;


export type ReverseEntryMutation = { __typename?: 'Mutation', reverseEntry?: { __typename?: 'LedgerEntryPayload', entry?: { __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SetCreditLimitMutationVariables = Exact<{
  input: SetCreditLimitInput;
}>;


export type SetCreditLimitMutation = { __typename?: 'Mutation', setCreditLimit?: { __typename?: 'CreditLimitPayload', contract?: { __typename?: 'Contract', id: string, number: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SetNotificationPreferenceMutationVariables = Exact<{
  input: NotificationPreferenceInput;
}>;


export type SetNotificationPreferenceMutation = { __typename?: 'Mutation', setNotificationPreference?: { __typename?: 'NotificationPreferencePayload', customer?: { __typename?: 'Customer', id: string, notificationPreferences: Array<{ __typename?: 'NotificationPreference', purpose: NotificationPurpose, channel: NotificationChannel, allowed: boolean, quietFrom?: string | null, quietUntil?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SettlementCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type SettlementCardQuery = { __typename?: 'Query', settlement?: { __typename?: 'Settlement', id: string, gateway: string, day: string, source: SettlementSource, status: SettlementStatus, fileName?: string | null, failure?: string | null, lines: number, matched: number, importedBy: string, importedAt?: string | null, matchedAt?: string | null, totals: Array<{ __typename?: 'SettlementTotal', currency: string, payments: number, refunds: number, payouts: number, paymentsAmount: { __typename?: 'Money', amount: string, currency: string }, refundsAmount: { __typename?: 'Money', amount: string, currency: string }, payoutsAmount: { __typename?: 'Money', amount: string, currency: string }, fees: { __typename?: 'Money', amount: string, currency: string }, clearing: { __typename?: 'Money', amount: string, currency: string } }>, mismatchCounts: Array<{ __typename?: 'MismatchCount', kind: MismatchKind, open: number, repaired: number, dismissed: number }>, mismatches: { __typename?: 'MismatchConnection', totalCount: number, nodes: Array<{ __typename?: 'Mismatch', id: string, kind: MismatchKind, status: MismatchStatus, suggestedRepair: Repair, difference: { __typename?: 'Money', amount: string, currency: string }, feeDifference: { __typename?: 'Money', amount: string, currency: string }, payment?: { __typename?: 'Payment', id: string, number: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } | null };

export type SettlementsQueryVariables = Exact<{
  filter?: InputMaybe<SettlementFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type SettlementsQuery = { __typename?: 'Query', settlements: { __typename?: 'SettlementConnection', nodes: Array<{ __typename?: 'Settlement', id: string, gateway: string, day: string, source: SettlementSource, status: SettlementStatus, failure?: string | null, lines: number, matched: number, importedBy: string, matchedAt?: string | null, mismatchCounts: Array<{ __typename?: 'MismatchCount', kind: MismatchKind, open: number, repaired: number, dismissed: number }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { __typename?: 'Mutation', signOutEverywhere?: { __typename: 'SessionPayload', errors: Array<{ __typename?: 'UserError', code: ErrorCode }> } | null };

export type SimPoolQueryVariables = Exact<{
  search?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SimFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type SimPoolQuery = { __typename?: 'Query', sims: { __typename?: 'SimConnection', totalCount: number, nodes: Array<{ __typename?: 'Sim', id: string, iccid: string, msisdn?: string | null, kind: SimKind, status: SimStatus }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type StatementOfContractQueryVariables = Exact<{
  contractId: Scalars['ID']['input'];
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type StatementOfContractQuery = { __typename?: 'Query', statement?: { __typename?: 'Statement', from: string, to: string, url?: string | null, contract?: { __typename?: 'Contract', id: string, number: string, customer?: { __typename?: 'Customer', id: string, name: string } | null } | null, openingBalance: { __typename?: 'Money', amount: string, currency: string }, credited: { __typename?: 'Money', amount: string, currency: string }, debited: { __typename?: 'Money', amount: string, currency: string }, closingBalance: { __typename?: 'Money', amount: string, currency: string }, entries: { __typename?: 'LedgerEntryConnection', nodes: Array<{ __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } | null };

export type StatusChangedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
  nodeId?: InputMaybe<Scalars['ID']['input']>;
  types?: InputMaybe<Array<NodeType> | NodeType>;
}>;


export type StatusChangedSubscription = { __typename?: 'Subscription', statusChanged: { __typename?: 'StatusChanged', cursor: string, at: string, type: NodeType, verb: string, from?: string | null, to: string, node: { __typename: 'Bill', id: string, version: number } | { __typename: 'Client', id: string, version: number } | { __typename: 'Contract', id: string, version: number } | { __typename: 'Customer', id: string, version: number } | { __typename: 'IdentityDocument', id: string, version: number } | { __typename: 'ImportJob', id: string, version: number } | { __typename: 'Mismatch', id: string, version: number } | { __typename: 'Notification', id: string, version: number } | { __typename: 'Payment', id: string, version: number } | { __typename: 'PhoneNumber', id: string, version: number } | { __typename: 'Refund', id: string, version: number } | { __typename: 'RejectedRow', id: string, version: number } | { __typename: 'Settlement', id: string, version: number } | { __typename: 'Sim', id: string, version: number } | { __typename: 'Tariff', id: string, version: number } | { __typename: 'TariffOption', id: string, version: number } | { __typename: 'Ticket', id: string, version: number } | { __typename: 'User', id: string, version: number } } };

export type SuspendContractMutationVariables = Exact<{
  input: ContractActionInput;
}>;


export type SuspendContractMutation = { __typename?: 'Mutation', suspendContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, closedAt?: string | null, sim?: { __typename?: 'Sim', id: string, status: SimStatus } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SuspendTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type SuspendTicketMutation = { __typename?: 'Mutation', suspendTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type TicketCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TicketCardQuery = { __typename?: 'Query', ticket?: { __typename?: 'Ticket', id: string, number: string, subject: string, description?: string | null, priority: TicketPriority, status: TicketStatus, version: number, customer?: { __typename?: 'Customer', id: string, name: string, phone: string } | null, contract?: { __typename?: 'Contract', id: string, number: string } | null, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null, createdAt: string }>, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null };

export type TicketChangedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
  contractId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type TicketChangedSubscription = { __typename?: 'Subscription', ticketChanged: { __typename?: 'TicketChanged', cursor: string, at: string, discardedId?: string | null, ticket?: { __typename?: 'Ticket', id: string, number: string, subject: string, priority: TicketPriority, status: TicketStatus, assignee?: string | null, queue?: string | null, overdue: boolean, version: number } | null } };

export type TicketQueueQueryVariables = Exact<{
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type TicketQueueQuery = { __typename?: 'Query', tickets: { __typename?: 'TicketConnection', nodes: Array<{ __typename?: 'Ticket', id: string, number: string, subject: string, category?: string | null, priority: TicketPriority, status: TicketStatus, createdAt: string, customer?: { __typename?: 'Customer', id: string, name: string } | null, contract?: { __typename?: 'Contract', id: string, number: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type TransferBalanceMutationVariables = Exact<{
  input: TransferBalanceInput;
}>;


export type TransferBalanceMutation = { __typename?: 'Mutation', transferBalance?: { __typename?: 'LedgerEntryPayload', entry?: { __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type UpdateCustomerContactMutationVariables = Exact<{
  input: UpdateCustomerContactInput;
}>;


export type UpdateCustomerContactMutation = { __typename?: 'Mutation', updateCustomerContact?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, name: string, phone: string, email?: string | null, version: number } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, customer?: { __typename?: 'Customer', id: string } | null }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type VerifyCustomerMutationVariables = Exact<{
  input: VerifyCustomerInput;
}>;


export type VerifyCustomerMutation = { __typename?: 'Mutation', verifyCustomer?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, kycStatus: KycStatus, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, expiresOn?: string | null, verifiedAt?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, customer?: { __typename?: 'Customer', id: string } | null }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AnswerTicketMutationVariables = Exact<{
  input: CommentTicketInput;
}>;


export type AnswerTicketMutation = { __typename?: 'Mutation', commentTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, comments: Array<{ __typename?: 'TicketComment', id: string, createdAt: string, author: string, body: string }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AskForHelpMutationVariables = Exact<{
  input: OpenTicketInput;
}>;


export type AskForHelpMutation = { __typename?: 'Mutation', openTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, number: string, subject: string, status: TicketStatus } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type FindPaymentQueryVariables = Exact<{
  key: Scalars['String']['input'];
}>;


export type FindPaymentQuery = { __typename?: 'Query', payment?: { __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null, bills: Array<{ __typename?: 'Bill', id: string, kind: BillKind, number?: string | null, url?: string | null }> } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { __typename?: 'Query', viewer: { __typename?: 'Viewer', role: Role, language: string, timeZone: string, permissions: Array<string> }, customers: { __typename?: 'CustomerConnection', nodes: Array<{ __typename?: 'Customer', id: string, name: string, phone: string, email?: string | null, balance: { __typename?: 'Money', amount: string, currency: string } }> } };

export type MyBalanceQueryVariables = Exact<{
  contractId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyBalanceQuery = { __typename?: 'Query', contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string }, ledgerEntries: { __typename?: 'LedgerEntryConnection', nodes: Array<{ __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } | null };

export type MyBillsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyBillsQuery = { __typename?: 'Query', bills: { __typename?: 'BillConnection', nodes: Array<{ __typename?: 'Bill', id: string, kind: BillKind, number?: string | null, issuedAt: string, method?: PaymentMethod | null, url?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, tax: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, number: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type MyContractsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyContractsQuery = { __typename?: 'Query', contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, sim?: { __typename?: 'Sim', msisdn?: string | null, status: SimStatus } | null, tariff?: { __typename?: 'Tariff', name: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } } | null, options: Array<{ __typename?: 'TariffOption', name: string }>, balance: { __typename?: 'Money', amount: string, currency: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type MyLineQueryVariables = Exact<{ [key: string]: never; }>;


export type MyLineQuery = { __typename?: 'Query', viewer: { __typename?: 'Viewer', role: Role, contract?: { __typename?: 'Contract', number: string, status: ContractStatus, sim?: { __typename?: 'Sim', iccid: string, msisdn?: string | null, status: SimStatus } | null, tariff?: { __typename?: 'Tariff', code: string, name: string } | null, balance: { __typename?: 'Money', amount: string, currency: string }, customer?: { __typename?: 'Customer', name: string } | null } | null } };

export type MyPaymentChangedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyPaymentChangedSubscription = { __typename?: 'Subscription', paymentChanged: { __typename?: 'PaymentChanged', cursor: string, at: string, payment: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } } };

export type MyPaymentsQueryVariables = Exact<{
  contractId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyPaymentsQuery = { __typename?: 'Query', contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string }, payments: { __typename?: 'PaymentConnection', nodes: Array<{ __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } | null };

export type MyTicketChangedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyTicketChangedSubscription = { __typename?: 'Subscription', ticketChanged: { __typename?: 'TicketChanged', cursor: string, at: string, ticket?: { __typename?: 'Ticket', id: string, number: string, subject: string, status: TicketStatus, comments: Array<{ __typename?: 'TicketComment', id: string, createdAt: string, author: string, body: string }> } | null } };

export type MyTicketsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyTicketsQuery = { __typename?: 'Query', tickets: { __typename?: 'TicketConnection', nodes: Array<{ __typename?: 'Ticket', id: string, number: string, subject: string, status: TicketStatus, priority: TicketPriority, createdAt: string }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type TopUpMutationVariables = Exact<{
  input: GetDepositInput;
}>;


export type TopUpMutation = { __typename?: 'Mutation', getDeposit?: { __typename?: 'GetDepositPayload', checkoutUrl?: string | null, payment?: { __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type WhatHappenedQueryVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type WhatHappenedQuery = { __typename?: 'Query', events: { __typename?: 'EventPage', hasNextPage: boolean, endCursor: string, nodes: Array<{ __typename?: 'Event', cursor: string, at: string, topic: string, type?: NodeType | null, node?: { __typename: 'Bill', id: string } | { __typename: 'Client', id: string } | { __typename: 'Contract', id: string } | { __typename: 'Customer', id: string } | { __typename: 'IdentityDocument', id: string } | { __typename: 'ImportJob', id: string } | { __typename: 'Mismatch', id: string } | { __typename: 'Notification', id: string } | { __typename: 'Payment', id: string } | { __typename: 'PhoneNumber', id: string } | { __typename: 'Refund', id: string } | { __typename: 'RejectedRow', id: string } | { __typename: 'Settlement', id: string } | { __typename: 'Sim', id: string } | { __typename: 'Tariff', id: string } | { __typename: 'TariffOption', id: string } | { __typename: 'Ticket', id: string } | { __typename: 'User', id: string } | null }> } };


export const AuditTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEntryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"change"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditTrailQuery, AuditTrailQueryVariables>;
export const ClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Clients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"signIn"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ClientsQuery, ClientsQueryVariables>;
export const DeactivateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeactivateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deactivateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeactivateUserMutation, DeactivateUserMutationVariables>;
export const ImportTariffsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportTariffs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importTariffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportTariffsMutation, ImportTariffsMutationVariables>;
export const InviteUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InviteUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InviteUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inviteUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"invitationUrl"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<InviteUserMutation, InviteUserMutationVariables>;
export const JobsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Jobs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JobState"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]} as unknown as DocumentNode<JobsQuery, JobsQueryVariables>;
export const RegisterClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterClientMutation, RegisterClientMutationVariables>;
export const RetryJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"JobActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RetryJobMutation, RetryJobMutationVariables>;
export const SetUserRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetUserRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetUserRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUserRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetUserRoleMutation, SetUserRoleMutationVariables>;
export const TrialBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TrialBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trialBalance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"debit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"credit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TrialBalanceQuery, TrialBalanceQueryVariables>;
export const UsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Users"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"secondFactor"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<UsersQuery, UsersQueryVariables>;
export const BaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customersAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"KIND"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contractsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"countDistinct"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"field"},"value":{"kind":"StringValue","value":"customer.id","block":false}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"simsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ticketsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"PRIORITY"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<BaseQuery, BaseQueryVariables>;
export const JournalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Journal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LedgerEntryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ledgerEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<JournalQuery, JournalQueryVariables>;
export const PaymentsByMonthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaymentsByMonth"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"Asia/Bishkek","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"bucket"},"value":{"kind":"EnumValue","value":"MONTH"}},{"kind":"ObjectField","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"METHOD"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"sum"}},{"kind":"Field","name":{"kind":"Name","value":"min"}},{"kind":"Field","name":{"kind":"Name","value":"max"}}]}}]}}]} as unknown as DocumentNode<PaymentsByMonthQuery, PaymentsByMonthQueryVariables>;
export const RevenueByTariffDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RevenueByTariff"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"SUCCEEDED"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"StringValue","value":"contract.tariff.code","block":false}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"SUM"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"sum"}},{"kind":"Field","name":{"kind":"Name","value":"avg"}}]}}]}}]} as unknown as DocumentNode<RevenueByTariffQuery, RevenueByTariffQueryVariables>;
export const StatusChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatusChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"nodeType"}},{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<StatusChangesQuery, StatusChangesQueryVariables>;
export const ActivateTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ActivateTicketMutation, ActivateTicketMutationVariables>;
export const AdjustBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdjustBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdjustBalanceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustBalance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdjustBalanceMutation, AdjustBalanceMutationVariables>;
export const ApplyRepairDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApplyRepair"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplyRepairInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applyRepair"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mismatch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApplyRepairMutation, ApplyRepairMutationVariables>;
export const ApproveRefundDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApproveRefund"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApproveRefundInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approveRefund"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApproveRefundMutation, ApproveRefundMutationVariables>;
export const AssignTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AssignTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assignTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"mine"}},{"kind":"Field","name":{"kind":"Name","value":"unassigned"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AssignTicketMutation, AssignTicketMutationVariables>;
export const AttachToTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AttachToTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AttachToTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachToTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"internal"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AttachToTicketMutation, AttachToTicketMutationVariables>;
export const BillsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Bills"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BillFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taxRate"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"balanceBefore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<BillsQuery, BillsQueryVariables>;
export const BlockTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BlockTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blockTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BlockTicketMutation, BlockTicketMutationVariables>;
export const BulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BulkRegisterMutation, BulkRegisterMutationVariables>;
export const BulkRegisterProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BulkRegisterProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkRegisterProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"registered"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"remainingSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failureCode"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}},{"kind":"Field","name":{"kind":"Name","value":"failureRow"}}]}}]}}]}}]} as unknown as DocumentNode<BulkRegisterProgressSubscription, BulkRegisterProgressSubscriptionVariables>;
export const CancelBulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelBulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelBulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelBulkRegisterMutation, CancelBulkRegisterMutationVariables>;
export const CancelPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelPaymentMutation, CancelPaymentMutationVariables>;
export const CatalogueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Catalogue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"active"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tariffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"active"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"Variable","name":{"kind":"Name","value":"active"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CODE"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CatalogueQuery, CatalogueQueryVariables>;
export const ChargeContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChargeContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChargeContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"chargeContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChargeContractMutation, ChargeContractMutationVariables>;
export const CloseContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseContractMutation, CloseContractMutationVariables>;
export const CloseTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseTicketMutation, CloseTicketMutationVariables>;
export const CommentTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CommentTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CommentTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commentTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstRespondedAt"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"internal"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CommentTicketMutation, CommentTicketMutationVariables>;
export const ContractCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ContractCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"imsi"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"networkState"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registration"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<ContractCardQuery, ContractCardQueryVariables>;
export const ContractsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Contracts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ContractsQuery, ContractsQueryVariables>;
export const CreateCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCustomerMutation, CreateCustomerMutationVariables>;
export const CustomerBriefDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerBrief"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CustomerBriefQuery, CustomerBriefQueryVariables>;
export const CustomerCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contracts"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"payments"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"issuedBy"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contracts"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"payments"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CustomerCardQuery, CustomerCardQueryVariables>;
export const CustomersDeepDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomersDeep"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CustomersDeepQuery, CustomersDeepQueryVariables>;
export const DeskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Desk"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"mine"}},{"kind":"Field","name":{"kind":"Name","value":"unassigned"}},{"kind":"Field","name":{"kind":"Name","value":"firstResponseDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"solutionDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DeskQuery, DeskQueryVariables>;
export const DiscardTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DiscardTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DiscardTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discardTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discardedId"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DiscardTicketMutation, DiscardTicketMutationVariables>;
export const DismissMismatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DismissMismatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DismissMismatchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dismissMismatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mismatch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DismissMismatchMutation, DismissMismatchMutationVariables>;
export const FindCustomersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindCustomers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerOrder"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountExact"}}]}}]}}]} as unknown as DocumentNode<FindCustomersQuery, FindCustomersQueryVariables>;
export const FindSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"iccid"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"msisdn"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"iccid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"iccid"}}},{"kind":"Argument","name":{"kind":"Name","value":"msisdn"},"value":{"kind":"Variable","name":{"kind":"Name","value":"msisdn"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"imsi"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<FindSimQuery, FindSimQueryVariables>;
export const GetDepositDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GetDeposit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GetDepositInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"getDeposit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bills"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checkoutUrl"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GetDepositMutation, GetDepositMutationVariables>;
export const GetSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GetSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GetSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"getSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GetSimMutation, GetSimMutationVariables>;
export const ImportJobCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportJobCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"onError"}},{"kind":"Field","name":{"kind":"Name","value":"unknownSims"}},{"kind":"Field","name":{"kind":"Name","value":"duplicates"}},{"kind":"Field","name":{"kind":"Name","value":"dryRun"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"registered"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"remainingSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failureCode"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}},{"kind":"Field","name":{"kind":"Name","value":"failureRow"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"row"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejectedRowsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeUrl"}},{"kind":"Field","name":{"kind":"Name","value":"rejectedRows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"row"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ImportJobCardQuery, ImportJobCardQueryVariables>;
export const ImportJobsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportJobs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportJobFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importJobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ImportJobsQuery, ImportJobsQueryVariables>;
export const ImportNumbersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportNumbers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importNumbers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportNumbersMutation, ImportNumbersMutationVariables>;
export const ImportSettlementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportSettlement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportSettlementInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importSettlement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"payments"}},{"kind":"Field","name":{"kind":"Name","value":"paymentsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunds"}},{"kind":"Field","name":{"kind":"Name","value":"refundsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payouts"}},{"kind":"Field","name":{"kind":"Name","value":"payoutsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clearing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportSettlementMutation, ImportSettlementMutationVariables>;
export const ImportSimsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportSims"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importSims"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportSimsMutation, ImportSimsMutationVariables>;
export const LedgerOfContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LedgerOfContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"balanceThen"},"name":{"kind":"Name","value":"balance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledgerEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counterEntries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LedgerOfContractQuery, LedgerOfContractQueryVariables>;
export const MismatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Mismatches"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MismatchFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"OPEN"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mismatches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"day"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lineId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"refundReference"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"gatewayAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"gatewayFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentStatus"}},{"kind":"Field","name":{"kind":"Name","value":"ledgerAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"feeDifference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MismatchesQuery, MismatchesQueryVariables>;
export const MySessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MySessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}}]}}]}}]}}]} as unknown as DocumentNode<MySessionsQuery, MySessionsQueryVariables>;
export const NodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Nodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Contract"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Ticket"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}}]} as unknown as DocumentNode<NodesQuery, NodesQueryVariables>;
export const NotificationAddedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"NotificationAdded"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notificationAdded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"notification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}}]} as unknown as DocumentNode<NotificationAddedSubscription, NotificationAddedSubscriptionVariables>;
export const NotificationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Notifications"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"NotificationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notifications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<NotificationsQuery, NotificationsQueryVariables>;
export const NumberPoolDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NumberPool"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PhoneNumberFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"AVAILABLE"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"phoneNumbers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"quarantinedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<NumberPoolQuery, NumberPoolQueryVariables>;
export const OpenTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"firstResponseDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"solutionDueAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OpenTicketMutation, OpenTicketMutationVariables>;
export const PauseBulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseBulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pauseBulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PauseBulkRegisterMutation, PauseBulkRegisterMutationVariables>;
export const PaymentCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaymentCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<PaymentCardQuery, PaymentCardQueryVariables>;
export const PaymentChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PaymentChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PaymentChangedSubscription, PaymentChangedSubscriptionVariables>;
export const PaymentsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaymentsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PaymentsPageQuery, PaymentsPageQueryVariables>;
export const PrioritiseTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PrioritiseTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PrioritiseTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prioritiseTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"firstResponseDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"solutionDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PrioritiseTicketMutation, PrioritiseTicketMutationVariables>;
export const RefundPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefundPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundPaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refundPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RefundPaymentMutation, RefundPaymentMutationVariables>;
export const RefundsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Refunds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"REQUESTED"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refunds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RefundsQuery, RefundsQueryVariables>;
export const RejectCustomerIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectCustomerIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectCustomerIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectCustomerIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RejectCustomerIdentityMutation, RejectCustomerIdentityMutationVariables>;
export const RejectRefundDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectRefund"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectRefundInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectRefund"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RejectRefundMutation, RejectRefundMutationVariables>;
export const ResendNotificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResendNotification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NotificationActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resendNotification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResendNotificationMutation, ResendNotificationMutationVariables>;
export const ResubmitCustomerIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResubmitCustomerIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResubmitCustomerIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resubmitCustomerIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResubmitCustomerIdentityMutation, ResubmitCustomerIdentityMutationVariables>;
export const ResumeBulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeBulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeBulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeBulkRegisterMutation, ResumeBulkRegisterMutationVariables>;
export const ResumeContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeContractMutation, ResumeContractMutationVariables>;
export const ResumeTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeTicketMutation, ResumeTicketMutationVariables>;
export const ReverseEntryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReverseEntry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReverseEntryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reverseEntry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReverseEntryMutation, ReverseEntryMutationVariables>;
export const SetCreditLimitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetCreditLimit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetCreditLimitInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setCreditLimit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetCreditLimitMutation, SetCreditLimitMutationVariables>;
export const SetNotificationPreferenceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetNotificationPreference"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NotificationPreferenceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setNotificationPreference"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"notificationPreferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"quietFrom"}},{"kind":"Field","name":{"kind":"Name","value":"quietUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetNotificationPreferenceMutation, SetNotificationPreferenceMutationVariables>;
export const SettlementCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettlementCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"importedBy"}},{"kind":"Field","name":{"kind":"Name","value":"importedAt"}},{"kind":"Field","name":{"kind":"Name","value":"matchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"payments"}},{"kind":"Field","name":{"kind":"Name","value":"paymentsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunds"}},{"kind":"Field","name":{"kind":"Name","value":"refundsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payouts"}},{"kind":"Field","name":{"kind":"Name","value":"payoutsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clearing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mismatches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"OPEN"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"feeDifference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SettlementCardQuery, SettlementCardQueryVariables>;
export const SettlementsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Settlements"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SettlementFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlements"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"importedBy"}},{"kind":"Field","name":{"kind":"Name","value":"matchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SettlementsQuery, SettlementsQueryVariables>;
export const SignOutEverywhereDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOutEverywhere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOutEverywhere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const SimPoolDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SimPool"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SimFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sims"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<SimPoolQuery, SimPoolQueryVariables>;
export const StatementOfContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatementOfContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"openingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"credited"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"debited"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<StatementOfContractQuery, StatementOfContractQueryVariables>;
export const StatusChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"StatusChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nodeId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"types"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NodeType"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"nodeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nodeId"}}},{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"Variable","name":{"kind":"Name","value":"types"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<StatusChangedSubscription, StatusChangedSubscriptionVariables>;
export const SuspendContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SuspendContractMutation, SuspendContractMutationVariables>;
export const SuspendTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SuspendTicketMutation, SuspendTicketMutationVariables>;
export const TicketCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TicketCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<TicketCardQuery, TicketCardQueryVariables>;
export const TicketChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TicketChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticketChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"discardedId"}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<TicketChangedSubscription, TicketChangedSubscriptionVariables>;
export const TicketQueueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TicketQueue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"FREE"},{"kind":"EnumValue","value":"ACTIVE"}]}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<TicketQueueQuery, TicketQueueQueryVariables>;
export const TransferBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TransferBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransferBalanceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transferBalance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TransferBalanceMutation, TransferBalanceMutationVariables>;
export const UpdateCustomerContactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateCustomerContact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateCustomerContactInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateCustomerContact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateCustomerContactMutation, UpdateCustomerContactMutationVariables>;
export const VerifyCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<VerifyCustomerMutation, VerifyCustomerMutationVariables>;
export const AnswerTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CommentTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commentTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AnswerTicketMutation, AnswerTicketMutationVariables>;
export const AskForHelpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AskForHelp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AskForHelpMutation, AskForHelpMutationVariables>;
export const FindPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bills"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]} as unknown as DocumentNode<FindPaymentQuery, FindPaymentQueryVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const MyBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledgerEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyBalanceQuery, MyBalanceQueryVariables>;
export const MyBillsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyBills"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyBillsQuery, MyBillsQueryVariables>;
export const MyContractsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyContracts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyContractsQuery, MyContractsQueryVariables>;
export const MyLineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyLine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyLineQuery, MyLineQueryVariables>;
export const MyPaymentChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"MyPaymentChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyPaymentChangedSubscription, MyPaymentChangedSubscriptionVariables>;
export const MyPaymentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyPayments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyPaymentsQuery, MyPaymentsQueryVariables>;
export const MyTicketChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"MyTicketChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticketChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyTicketChangedSubscription, MyTicketChangedSubscriptionVariables>;
export const MyTicketsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyTickets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyTicketsQuery, MyTicketsQueryVariables>;
export const TopUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TopUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GetDepositInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"getDeposit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"checkoutUrl"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TopUpMutation, TopUpMutationVariables>;
export const WhatHappenedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatHappened"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<WhatHappenedQuery, WhatHappenedQueryVariables>;
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
  /** Any JSON value: an object, a list, a string, a number, a Boolean. */
  JSON: { input: any; output: any; }
  /** A file of a request by the GraphQL multipart request specification. */
  Upload: { input: any; output: any; }
};

/** Input of `acceptContract`. */
export type AcceptContractInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** The code that `sendContractCode` sent; for ONE_TIME_CODE. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How it was signed. */
  method: SignatureMethod;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** For ELECTRONIC: the serial number of the certificate, or the transaction of the signing service; at most 200 characters. */
  reference?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Who signed; when absent, the representative, or else the customer. At most 200 characters. */
  signedBy?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `activateContract`. */
export type ActivateContractInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** One condition of a contract's activation. */
export type ActivationCheck = {
  __typename?: 'ActivationCheck';
  /** The code with which `activateContract` would be refused; null when it is met. */
  code?: Maybe<ErrorCode>;
  /** The condition. */
  condition: ActivationCondition;
  /** Why it is not met, for people; null when it is met. */
  message?: Maybe<Scalars['String']['output']>;
  /** Whether it is met. */
  ok: Scalars['Boolean']['output'];
};

/** A condition of the activation of a contract. */
export type ActivationCondition =
  /** The tariff is sold, and its options can be combined with it. */
  | 'COMPATIBILITY'
  /** The customer may get a contract, and no validation rule blocks it. */
  | 'CUSTOMER'
  /** The customer has a valid identity document, where `CRM_IDENTITY_DOCUMENT_REQUIRED` is set, and a signed contract is kept, where `CRM_SIGNED_DOCUMENT_REQUIRED` is set. */
  | 'DOCUMENTS'
  /** The balance covers the first monthly fee, where `CRM_FIRST_FEE_REQUIRED` is set. */
  | 'FIRST_FEE'
  /** The identity of the customer is verified, where `CRM_REQUIRE_KYC` is set. */
  | 'IDENTITY'
  /** The contract has a phone number. */
  | 'NUMBER'
  /** The contract is signed. */
  | 'SIGNATURE'
  /** The contract has a SIM, which has arrived. */
  | 'SIM';

/** Whether a contract can be activated. Nothing was written. */
export type ActivationSummary = {
  __typename?: 'ActivationSummary';
  /** All conditions. */
  conditions: Array<ActivationCheck>;
  /** Whether all conditions are met. */
  ready: Scalars['Boolean']['output'];
};

/** Input of `addContact`. Exactly one of `phone` and `email` is required. */
export type AddContactInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Make it the primary one even if another customer has it, or is similar then. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** An e-mail address. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** A phone number, in the forms that `createCustomer` accepts. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Make it the primary one, which messages go to; the earlier primary one becomes a further contact. The first e-mail address is primary in any case. A further contact can be given to make it the primary one. */
  primary?: Scalars['Boolean']['input'];
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `addContactPerson`. */
export type AddContactPersonInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** An e-mail address. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Full name, surname first. */
  name: Scalars['String']['input'];
  /** A phone number, in the forms that `createCustomer` accepts. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Position or task in the organisation, at most 100 characters. */
  role?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `addCustomerAddress`. */
export type AddCustomerAddressInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Country, ISO 3166-1 alpha-2. */
  country?: Scalars['String']['input'];
  /** District of the region, at most 100 characters. */
  district?: InputMaybe<Scalars['String']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Flat or office, at most 20 characters. */
  flat?: InputMaybe<Scalars['String']['input']>;
  /** House, with building and letter, such as 12/1; at most 20 characters. */
  house?: InputMaybe<Scalars['String']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** City, town or village, at most 100 characters. */
  locality: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Postcode, at most 20 characters. */
  postcode?: InputMaybe<Scalars['String']['input']>;
  /** What the address is for. */
  purpose: AddressPurpose;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Region, such as Чуйская область; at most 100 characters. */
  region?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Street, at most 100 characters. */
  street?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `addCustomerNote`. */
export type AddCustomerNoteInput = {
  /** Text of the note, at most 10,000 characters. */
  body: Scalars['String']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `addIdentityDocument`. */
export type AddIdentityDocumentInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Add the document even if the customer has another valid one of its kind and country. */
  allowAnotherDocument?: Scalars['Boolean']['input'];
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** The document. */
  document: IssuedDocumentInput;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `addToBlocklist`: exactly one of `document`, `phone` and `person`. */
export type AddToBlocklistInput = {
  /** An identity document, in any notation. Its last day does not count. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A person. */
  person?: InputMaybe<BlockedPersonInput>;
  /** A phone number, in any notation. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. Without the value itself, which is not stored. */
  reason: Scalars['String']['input'];
};

/** What an address is for. */
export type AddressPurpose =
  /** Where a person is registered; the legal address of an organisation. */
  | 'REGISTRATION'
  /** Where a person lives; where an organisation works. */
  | 'RESIDENCE';

/** Input of `adjustBalance`. */
export type AdjustBalanceInput = {
  /** Amount: positive credits the customer, negative debits the customer. */
  amount: MoneyInput;
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason of the adjustment; shown on the customer's statement. */
  reason: Scalars['String']['input'];
};

/** A group key. */
export type AggregateGroupBy = {
  /** Period of the time bucket, for a field of type DateTime. */
  bucket?: InputMaybe<Bucket>;
  /** Field, or path over to-one relations, such as `contract.tariff.code`. */
  field: Scalars['FieldPath']['input'];
  /** Time zone of the buckets (IANA name); `CRM_TIME_ZONE` when absent. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** One key of a group. */
export type AggregateKey = {
  __typename?: 'AggregateKey';
  /** Path of the key. */
  field: Scalars['String']['output'];
  /** Value as text; a bucket is given by its first day. */
  value?: Maybe<Scalars['String']['output']>;
};

/** An order of groups. */
export type AggregateOrder = {
  /** Ascending or descending. */
  direction?: OrderDirection;
  /** Value to order by; SUM is the selected sum. */
  field: AggregateOrderField;
};

/** Order of groups. */
export type AggregateOrderField =
  | 'COUNT'
  | 'KEYS'
  | 'SUM';

/** A group of rows: its keys and its aggregates. */
export type AggregateRow = {
  __typename?: 'AggregateRow';
  /** Average. */
  avg?: Maybe<Scalars['Decimal']['output']>;
  /** Number of rows. */
  count: Scalars['Int']['output'];
  /** Number of different values. */
  countDistinct: Scalars['Int']['output'];
  /** Cursor of the group; pass it as `after` to read the next groups. */
  cursor: Scalars['String']['output'];
  /** The group's keys, in order; when money is aggregated, its currency is one of them. */
  keys: Array<AggregateKey>;
  /** Largest value, as text. */
  max?: Maybe<Scalars['String']['output']>;
  /** Smallest value, as text. */
  min?: Maybe<Scalars['String']['output']>;
  /** Exact sum. */
  sum?: Maybe<Scalars['Decimal']['output']>;
};


/** A group of rows: its keys and its aggregates. */
export type AggregateRowAvgArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group of rows: its keys and its aggregates. */
export type AggregateRowCountDistinctArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group of rows: its keys and its aggregates. */
export type AggregateRowMaxArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group of rows: its keys and its aggregates. */
export type AggregateRowMinArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};


/** A group of rows: its keys and its aggregates. */
export type AggregateRowSumArgs = {
  field?: InputMaybe<Scalars['FieldPath']['input']>;
};

/** What the monthly fee includes. */
export type AllowanceInput = {
  /** Minutes, messages or megabytes a month; without a limit when absent. */
  amount?: InputMaybe<Scalars['Int']['input']>;
  /** What is included. */
  kind: AllowanceKind;
  /** Where it can be used. */
  scope: AllowanceScope;
};

/** What the monthly fee of a tariff includes. */
export type AllowanceKind =
  /** Megabytes of data, of 1,000,000 bytes. */
  | 'MB'
  /** Minutes of calls. */
  | 'MINUTES'
  /** Text messages. */
  | 'SMS';

/** Where an allowance can be used. */
export type AllowanceScope =
  /** To other countries. */
  | 'INTERNATIONAL'
  /** To all networks of the country, and for data in it. */
  | 'NATIONAL'
  /** Within the operator's network. */
  | 'ON_NET'
  /** In other countries. */
  | 'ROAMING';

/** Input of `answerRequest`. */
export type AnswerRequestInput = {
  /** The answer in words, at most 10,000 characters. Give this, `data` or both. */
  answer?: InputMaybe<Scalars['String']['input']>;
  /** Fields of the form that are added or corrected, as in `raw` of `submitRequest`. */
  data?: InputMaybe<Scalars['JSON']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `applyRepair`. */
export type ApplyRepairInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The mismatch. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** Note, at most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `approveRefund`. */
export type ApproveRefundInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The refund. It must have been requested by somebody else. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `askIdentityProvider`. */
export type AskIdentityProviderInput = {
  /** The document that the provider is asked about; the newest valid one when absent. */
  documentId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `askRequester`. */
export type AskRequesterInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** What is missing, in words for the requester; at most 2,000 characters. */
  question: Scalars['String']['input'];
};

/** Input of `assignRequest`. */
export type AssignRequestInput = {
  /** E-mail address of a member of the staff, or `me`; when absent, the request is unassigned. */
  assignee?: InputMaybe<Scalars['String']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Queue; when absent, the queue is kept; an empty text removes it. */
  queue?: InputMaybe<Scalars['String']['input']>;
  /** Take the request for yourself even if it is assigned to somebody else. */
  takeOver?: Scalars['Boolean']['input'];
};

/** Input of `assignTicket`. */
export type AssignTicketInput = {
  /** E-mail address of a member of the staff, or `me`; when absent, the ticket is unassigned. */
  assignee?: InputMaybe<Scalars['String']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Queue; when absent, the queue is kept; an empty text removes it. */
  queue?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `attachContractDocument`. */
export type AttachContractDocumentInput = {
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** An image or a PDF; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default). */
  file: Scalars['Upload']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the file shows. */
  kind: ContractDocumentKind;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Whether the file shows the signed document. */
  signed?: Scalars['Boolean']['input'];
};

/** Input of `attachToIdentityDocument`. */
export type AttachToIdentityDocumentInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** The customer's document. */
  documentId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** An image or a PDF that shows it; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default). */
  file: Scalars['Upload']['input'];
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `attachToRequest`. */
export type AttachToRequestInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** An image, a PDF, a text or an office document; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default). */
  file: Scalars['Upload']['input'];
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the file shows. */
  kind?: RequestFileKind;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `attachToTicket`. */
export type AttachToTicketInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** An image, a PDF, a text or an office document; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default). */
  file: Scalars['Upload']['input'];
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Show the file to staff only. Files of subscribers are never internal. */
  internal?: Scalars['Boolean']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** One field that a mutation changed. */
export type AuditChange = {
  __typename?: 'AuditChange';
  /** New value; secrets are masked. */
  after?: Maybe<Scalars['String']['output']>;
  /** Old value; secrets are masked. */
  before?: Maybe<Scalars['String']['output']>;
  /** INSERT, UPDATE or DELETE. */
  change: Scalars['String']['output'];
  /** Name of the column. */
  field: Scalars['String']['output'];
  /** Key of the row; null for tables without a key. */
  key?: Maybe<Scalars['String']['output']>;
  /** Name of the table. */
  table: Scalars['String']['output'];
};

/** One mutation: the actor, the mutation, the time, the origin and the outcome. The subscribers that a part of a file registered have one entry together, about the import; the argument `node` finds that of each. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** The actor. */
  actor: Scalars['String']['output'];
  /** Network address of the actor. */
  address?: Maybe<Scalars['String']['output']>;
  /** Number of calls that the entry stands for: 1, or the number of refused calls beyond those with an entry of their own. */
  calls: Scalars['Int']['output'];
  /** Changed fields; empty once they were erased, and for a part of a file, whose rows are listed by `node`. */
  changes: Array<AuditChange>;
  /** Application of the actor. */
  client?: Maybe<Scalars['String']['output']>;
  /** When the mutation ran. */
  createdAt: Scalars['DateTime']['output'];
  /** Idempotency key of the call. */
  idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** The node that the mutation was about. */
  node?: Maybe<Node>;
  /** DONE, or the code of the refusal. */
  outcome: Scalars['String']['output'];
  /** Role of the actor. */
  role: Scalars['String']['output'];
  /** When the first of several calls was made; null for one call. */
  since?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the mutation. */
  verb: Scalars['String']['output'];
};

/** A page of a list of AuditEntry. */
export type AuditEntryConnection = {
  __typename?: 'AuditEntryConnection';
  /** The rows with their cursors. */
  edges: Array<AuditEntryEdge>;
  /** The rows. */
  nodes: Array<AuditEntry>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of AuditEntry, with its cursor. */
export type AuditEntryEdge = {
  __typename?: 'AuditEntryEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: AuditEntry;
};

/** Filter for AuditEntry rows; all given conditions must hold. */
export type AuditEntryFilter = {
  /** The actor. */
  actor?: InputMaybe<CodeFilter>;
  /** All of these conditions hold. */
  and?: InputMaybe<Array<AuditEntryFilter>>;
  /** When the mutation ran. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<AuditEntryFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<AuditEntryFilter>>;
  /** DONE, or the code of the refusal. */
  outcome?: InputMaybe<CodeFilter>;
  /** Name of the mutation. */
  verb?: InputMaybe<CodeFilter>;
};

/** An order of AuditEntry. */
export type AuditEntryOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: AuditEntryOrderField;
};

/** Fields by which a list of AuditEntry can be ordered. */
export type AuditEntryOrderField =
  | 'CREATED_AT';

/** By which authority somebody acts for the customer. */
export type Authority =
  /** Director of the organisation. */
  | 'DIRECTOR'
  /** Guardian, by a decision of an authority or court. */
  | 'GUARDIAN'
  /** Another authority. */
  | 'OTHER'
  /** Parent of a child. */
  | 'PARENT'
  /** A power of attorney. */
  | 'POWER_OF_ATTORNEY';

/** A verb of the state machine, and whether the viewer may use it now. */
export type AvailableAction = {
  __typename?: 'AvailableAction';
  /** Whether the state and the viewer's role allow the verb now. */
  allowed: Scalars['Boolean']['output'];
  /** Error code that says why the verb is not allowed; null when it is. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The verb; its mutation's name begins with it. That of a customer's `validate` is `verifyCustomer`. */
  verb: Scalars['String']['output'];
};

/** What a hold stops. Of several holds the strictest applies. */
export type Barring =
  /** All service, incoming calls and messages included. */
  | 'ALL'
  /** Calls, messages and data that the subscriber begins. */
  | 'OUTGOING';

/** A receipt, credit note or invoice. */
export type Bill = Node & {
  __typename?: 'Bill';
  /** Amount paid, refunded or charged. */
  amount: Money;
  /** Balance of the contract afterwards. */
  balanceAfter: Money;
  /** Balance of the contract before. */
  balanceBefore: Money;
  /** The contract. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** When the money was posted. */
  issuedAt: Scalars['DateTime']['output'];
  /** Receipt, credit note or invoice. */
  kind: BillKind;
  /** Payment method. */
  method?: Maybe<PaymentMethod>;
  /** Number, without gaps in its series; assigned within a second after the bill is issued, null before. */
  number?: Maybe<Scalars['String']['output']>;
  /** The payment. */
  payment?: Maybe<Payment>;
  /** The refund, for a credit note. */
  refund?: Maybe<Refund>;
  /** Tax contained in the amount, for information. */
  tax: Money;
  /** Tax rate in percent. */
  taxRate: Scalars['Decimal']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Link to download the bill as a PDF in the customer's language, valid for five minutes; null for analysts. */
  url?: Maybe<Scalars['String']['output']>;
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of Bill. */
export type BillConnection = {
  __typename?: 'BillConnection';
  /** The rows with their cursors. */
  edges: Array<BillEdge>;
  /** The rows. */
  nodes: Array<Bill>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Bill, with its cursor. */
export type BillEdge = {
  __typename?: 'BillEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Bill;
};

/** Filter for Bill rows; all given conditions must hold. */
export type BillFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<BillFilter>>;
  /** The contract. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Receipt, credit note or invoice. */
  kind?: InputMaybe<BillKindFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<BillFilter>;
  /** Number, without gaps in its series; assigned within a second after the bill is issued, null before. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<BillFilter>>;
  /** The payment. */
  payment?: InputMaybe<PaymentFilter>;
  /** The refund, for a credit note. */
  refund?: InputMaybe<RefundFilter>;
};

/** Kind of bill. */
export type BillKind =
  /** Money was refunded. */
  | 'CREDIT_NOTE'
  /** Money is owed. */
  | 'INVOICE'
  /** Money was received. */
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

/** Condition on the related Bill rows; all given conditions must hold. */
export type BillListFilter = {
  /** All rows match; true for no rows. */
  every?: InputMaybe<BillFilter>;
  /** No row matches. */
  none?: InputMaybe<BillFilter>;
  /** At least one row matches. */
  some?: InputMaybe<BillFilter>;
};

/** An order of Bill. */
export type BillOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: BillOrderField;
};

/** Fields by which a list of Bill can be ordered. */
export type BillOrderField =
  | 'CREATED_AT';

/** Input of `blockSim`. */
export type BlockSimInput = {
  /** What happened to it. */
  because: SimBlock;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The SIM. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A person by name and birth date. */
export type BlockedPersonInput = {
  /** Birth date. */
  birthDate: Scalars['Date']['input'];
  /** Full name; compared in any spelling and order of the words. */
  name: Scalars['String']['input'];
};

/** An entry of the blocklist. Its value cannot be read, only compared. */
export type BlocklistEntry = Node & {
  __typename?: 'BlocklistEntry';
  /** Who added it. */
  actor: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** What it is about. */
  kind: BlocklistKind;
  /** Why it was added. */
  reason: Scalars['String']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of BlocklistEntry. */
export type BlocklistEntryConnection = {
  __typename?: 'BlocklistEntryConnection';
  /** The rows with their cursors. */
  edges: Array<BlocklistEntryEdge>;
  /** The rows. */
  nodes: Array<BlocklistEntry>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of BlocklistEntry, with its cursor. */
export type BlocklistEntryEdge = {
  __typename?: 'BlocklistEntryEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: BlocklistEntry;
};

/** Filter for BlocklistEntry rows; all given conditions must hold. */
export type BlocklistEntryFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<BlocklistEntryFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<BlocklistEntryFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<BlocklistEntryFilter>>;
};

/** An order of BlocklistEntry. */
export type BlocklistEntryOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: BlocklistEntryOrderField;
};

/** Fields by which a list of BlocklistEntry can be ordered. */
export type BlocklistEntryOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a blocklist entry. */
export type BlocklistEntryPayload = {
  __typename?: 'BlocklistEntryPayload';
  /** The blocklist entry after the mutation; null when the mutation was refused, and in a dry run. */
  blocklistEntry?: Maybe<BlocklistEntry>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** What an entry of the blocklist is about. */
export type BlocklistKind =
  /** An identity document. */
  | 'DOCUMENT'
  /** A name with a birth date. */
  | 'PERSON'
  /** A contact number. */
  | 'PHONE';

/** Compares a value; all given operators must hold. */
export type BooleanFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Period of a time bucket. */
export type Bucket =
  | 'DAY'
  | 'MONTH'
  | 'WEEK'
  | 'YEAR';

/** Input of `bulkRegister`. */
export type BulkRegisterInput = {
  /** Validate the file and report the outcome without importing anything. */
  dryRun?: Scalars['Boolean']['input'];
  /** What to do with customers who resemble others. */
  duplicates?: Duplicates;
  /** Encoding of the file, such as KOI8-R, CP866 or Windows-1251; detected when absent. An import whose encoding cannot be determined reliably fails with ENCODING_DOUBTFUL. */
  encoding?: InputMaybe<Scalars['String']['input']>;
  /** Comma-, semicolon- or tab-separated values, also gzipped, with a header that has at least name, phone, iccid and tariff. */
  file: Scalars['Upload']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Assignment of the columns of the file to the columns of the import. */
  mapping?: InputMaybe<Array<ColumnMapping>>;
  /** What to do with rows whose contract exists already. */
  mode?: ImportMode;
  /** Whether to notify the customers. */
  notify?: Scalars['Boolean']['input'];
  /** What to do with a file that has invalid rows. */
  onError?: OnError;
  /** What to do with SIMs and numbers that are not in the pool. */
  unknownSims?: UnknownSims;
};

/** An import made progress. */
export type BulkRegisterProgress = {
  __typename?: 'BulkRegisterProgress';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** The import in its present state. */
  job: ImportJob;
};

/** Input of `cancelContract`. */
export type CancelContractInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `cancelDuplicateSearch`. */
export type CancelDuplicateSearchInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The search. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `cancelSimSwap`. */
export type CancelSimSwapInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Comparison of a candidate with the input. */
export type CandidateReasons = {
  __typename?: 'CandidateReasons';
  /** The candidate. */
  customer?: Maybe<Customer>;
  /** Fields that differ from the input. */
  differences: Array<CustomerTrait>;
  /** The reasons of the score, those with the most points first. */
  matchReasons: Array<MatchReason>;
  /** Fields that agree with the input. */
  reasons: Array<CustomerTrait>;
  /** How likely both are one person or organisation, from 0 to 100: the sum of the points of the reasons. From 60 on they are a possible duplicate. */
  score: Scalars['Int']['output'];
};

/** Input of `changeCustomerName`. Exactly one of `documentId` and `document` is required. */
export type ChangeCustomerNameInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Change the data even if another customer is similar then. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** A new document that shows the new name. It is added, and stands for the valid one of its kind and country. */
  document?: InputMaybe<IssuedDocumentInput>;
  /** A valid document of the customer that shows the new name. */
  documentId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The new full name, surname first, or the organisation's new name. */
  name: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Whether staff compared the document with the person in this act; the identity is then verified by the document. */
  verified?: Scalars['Boolean']['input'];
};

/** Input of `changeNumber`. */
export type ChangeNumberInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** The class of the number that is taken from the pool. */
  class?: NumberClass;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract, which is in service. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The new number; when absent, one of the class is taken from the pool. */
  msisdn?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `changeValidationRule`; absent fields keep their values. */
export type ChangeValidationRuleInput = {
  /** First day on which it holds. */
  activeFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Last day on which it holds; null removes it. */
  activeTo?: InputMaybe<Scalars['Date']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The rule. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** FORMAT: largest number of characters; null removes it. */
  maxLength?: InputMaybe<Scalars['Int']['input']>;
  /** What is told when the rule is broken. */
  message?: InputMaybe<RuleMessagesInput>;
  /** FORMAT: least number of characters; null removes it. */
  minLength?: InputMaybe<Scalars['Int']['input']>;
  /** The new number of years, days or lines. */
  number?: InputMaybe<Scalars['Int']['input']>;
  /** FORMAT: the new pattern; null removes it. */
  pattern?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
  /** Whether it can be acknowledged. */
  severity?: InputMaybe<Severity>;
};

/** Input of `chargeContract`. */
export type ChargeContractInput = {
  /** The amount, tax included. */
  amount: MoneyInput;
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** What the charge is for; shown on the customer's statement. */
  reason: Scalars['String']['input'];
};

/** The data of a customer, as far as it is typed. Without `id` of a new customer, with it of a changed one: then absent fields keep their values. */
export type CheckCustomerInput = {
  /** Birth date of a person. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** Identity document. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** Contact e-mail address. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The customer whose data is to be changed. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** Person or organisation; ignored with `id`. */
  kind?: CustomerKind;
  /** Full name, surname first, or the organisation's name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Contact number. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Check the rules for requests of this kind too; those for creation when absent. */
  requestKind?: InputMaybe<RequestKind>;
};

/** The answer of an identity provider. */
export type CheckVerdict =
  /** The document proves the identity. */
  | 'APPROVED'
  /** The document does not prove the identity. */
  | 'FINAL'
  /** The provider did not accept the question; nothing was checked. */
  | 'REFUSED'
  /** Not this time; the customer may try again. */
  | 'RETRY';

/** An application that may get tokens (RFC 6749, section 2). */
export type Client = Node & {
  __typename?: 'Client';
  /** Whether the application can get tokens. */
  active: Scalars['Boolean']['output'];
  /** OAuth client id. */
  clientId: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Allowed grant types, separated by spaces. */
  grantTypes: Scalars['String']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Type of the client. */
  kind: ClientKind;
  /** Name shown on the sign-in page. */
  name: Scalars['String']['output'];
  /** Allowed redirect URIs, separated by spaces. */
  redirectUris: Scalars['String']['output'];
  /** Allowed scopes, separated by spaces. */
  scopes: Scalars['String']['output'];
  /** Who signs in through the application. */
  signIn: SignIn;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** Input of the mutations that take an application. */
export type ClientActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The application. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** A page of a list of Client. */
export type ClientConnection = {
  __typename?: 'ClientConnection';
  /** The rows with their cursors. */
  edges: Array<ClientEdge>;
  /** The rows. */
  nodes: Array<Client>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Client, with its cursor. */
export type ClientEdge = {
  __typename?: 'ClientEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Client;
};

/** Filter for Client rows; all given conditions must hold. */
export type ClientFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<ClientFilter>>;
  /** OAuth client id. */
  clientId?: InputMaybe<CodeFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<ClientFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<ClientFilter>>;
};

/** Type of OAuth client. */
export type ClientKind =
  /** Can keep a secret: runs on a server. */
  | 'CONFIDENTIAL'
  /** Cannot keep a secret: runs in a browser or on a phone. */
  | 'PUBLIC';

/** An order of Client. */
export type ClientOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: ClientOrderField;
};

/** Fields by which a list of Client can be ordered. */
export type ClientOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a client. */
export type ClientPayload = {
  __typename?: 'ClientPayload';
  /** The application after the mutation; null when the mutation was refused, and in a dry run. */
  client?: Maybe<Client>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** Client secret; returned only by the call that created it. It is stored as a hash. */
  secret?: Maybe<Scalars['String']['output']>;
};

/** What happens to the balance of a contract that is closed. */
export type ClosingBalance =
  /** It stays on the account; a debt is still owed. */
  | 'KEEP'
  /** It is transferred to another contract of the customer; a debt is paid from there. */
  | 'MOVE'
  /** It is refunded, by the payments of the contract, the last one first. */
  | 'REFUND'
  /** It is written off. A written-off contract that had a debt cannot be reopened. */
  | 'WRITE_OFF';

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

/** Assigns a column of the file to a column of the import. Several columns with the same `is` are joined with a space in the given order, such as `Фамилия` and `Имя` for `name`. */
export type ColumnMapping = {
  /** Name of the column in the file's header. */
  column: Scalars['String']['input'];
  /** Name of the column of the import; null to ignore the column of the file. */
  is?: InputMaybe<Scalars['String']['input']>;
};

/** A comment on a ticket. */
export type CommentTicketInput = {
  /** Text of the comment, at most 10,000 characters. */
  body: Scalars['String']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Show the comment to staff only. Comments of subscribers are never internal. */
  internal?: Scalars['Boolean']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** A consent that a customer gave. It stands until it is withdrawn or replaced. */
export type Consent = Node & {
  __typename?: 'Consent';
  /** Channel for which the consent was given. */
  channel: ConsentChannel;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** When it was given. */
  givenAt: Scalars['DateTime']['output'];
  /** Who recorded it. */
  givenBy: Scalars['String']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** What the customer consented to. */
  purpose: ConsentPurpose;
  /** When a consent to another version of the text replaced it; null when none did. */
  replacedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it was given. */
  source: ConsentSource;
  /** Version of the text that the customer agreed to, such as 2026-03. */
  textVersion: Scalars['String']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
  /** When it was withdrawn; null when it was not. */
  withdrawnAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who recorded the withdrawal. */
  withdrawnBy?: Maybe<Scalars['String']['output']>;
};

/** Channel for which a consent was given. */
export type ConsentChannel =
  /** Every channel, messages in the app included. */
  | 'ANY'
  /** Calls. */
  | 'CALL'
  /** E-mail. */
  | 'EMAIL'
  /** Short messages. */
  | 'SMS';

/** The result of a mutation of a consent. */
export type ConsentPayload = {
  __typename?: 'ConsentPayload';
  /** The consent after the mutation; null when the mutation was refused, and in a dry run. */
  consent?: Maybe<Consent>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** What a customer consents to. */
export type ConsentPurpose =
  /** The place of the phone is used beyond what calls and messages require. */
  | 'LOCATION'
  /** Offers of the company. */
  | 'MARKETING'
  /** Data are passed to partners, for offers of theirs. */
  | 'PARTNERS'
  /** Offers and tariffs that are chosen by the customer's own use. */
  | 'PROFILING';

/** Where a consent was given. */
export type ConsentSource =
  /** In the subscriber's app. */
  | 'APP'
  /** At a counter. */
  | 'COUNTER'
  /** On a signed form. */
  | 'PAPER'
  /** At a partner. */
  | 'PARTNER'
  /** In a call. */
  | 'PHONE'
  /** On the company's web site. */
  | 'WEB';

/** Kind of contact. */
export type ContactKind =
  /** E-mail address. */
  | 'EMAIL'
  /** Phone number. */
  | 'PHONE';

/** A person who speaks for an organisation. */
export type ContactPerson = Node & {
  __typename?: 'ContactPerson';
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Contact e-mail address. */
  email?: Maybe<Scalars['String']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Full name, surname first. */
  name: Scalars['String']['output'];
  /** Contact number, E.164. */
  phone?: Maybe<Scalars['String']['output']>;
  /** Position or task in the organisation. */
  role?: Maybe<Scalars['String']['output']>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A contract: one line of service for a customer. */
export type Contract = Node & {
  __typename?: 'Contract';
  /** When the contract was activated. */
  activatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Balance of the contract's account; a negative balance is a debt of the customer. */
  balance: Money;
  /** Receipts, credit notes and invoices. */
  bills: BillConnection;
  /** When the contract was closed. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The contract's customer. */
  customer?: Maybe<Customer>;
  /** The contract, the handover of the SIM and the closing act, as they were made and as they were signed, oldest first. */
  documents: Array<ContractDocument>;
  /** Identifier in another system. */
  externalId?: Maybe<Scalars['String']['output']>;
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Holds that stand, oldest first. The contract is SUSPENDED while there is any; of their barrings the strictest applies. Subscribers do not see those for FRAUD and REGULATOR. */
  holds: Array<ContractHold>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** When the draft lapses if it is not signed. */
  lapsesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Ledger entries of the contract's account. */
  ledgerEntries: LedgerEntryConnection;
  /** Since when the customer forbids changes of the SIM and the number; null when they do not. */
  lineLockedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The new SIM of a swap that is not completed. */
  newSim?: Maybe<Sim>;
  /** Contract number, as printed on documents. */
  number: Scalars['String']['output'];
  /** Options booked with the tariff. */
  options: Array<TariffOption>;
  /** Payments towards the contract. */
  payments: PaymentConnection;
  /** The phone number of the contract, or its last one. */
  phoneNumber?: Maybe<PhoneNumber>;
  /** Acts on the contract that somebody else performed for the customer, newest first. */
  representations: Array<Representation>;
  /** How it was signed; null where this was not recorded. */
  signature?: Maybe<SignatureMethod>;
  /** Certificate or transaction of an electronic signature. */
  signatureReference?: Maybe<Scalars['String']['output']>;
  /** When the contract was signed. */
  signedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who signed it, as recorded with the signature. */
  signedBy?: Maybe<Scalars['String']['output']>;
  /** The SIM of the contract, or its last one. */
  sim?: Maybe<Sim>;
  /** What the signed contract waits for; null when it waits for nothing. */
  start?: Maybe<ContractStart>;
  /** When it is activated, for ON_DATE. */
  startsAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the contract. */
  status: ContractStatus;
  /** When a swap was started that is not completed yet. */
  swapStartedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The tariff of the contract. */
  tariff?: Maybe<Tariff>;
  /** The version of the tariff that the contract has: what it costs and contains. The contract keeps it when another version begins. */
  tariffVersion?: Maybe<TariffVersion>;
  /** Support tickets about the contract. */
  tickets: TicketConnection;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
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

/** Input of the mutations that change a contract's state. */
export type ContractActionInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** For `closeContract`: what happens to the balance. A contract with a debt is closed only when this is given. */
  balance?: InputMaybe<ClosingBalance>;
  /** For MOVE: another contract of the customer, which gets the balance or pays the debt. */
  balanceToId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The hold that `suspendContract` places or `resumeContract` lifts. Not CUSTOMER_SUSPENDED, which `suspendCustomer` places. `closeContract` ends all holds, and accepts no other than the default. */
  hold?: HoldReason;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** A page of a list of Contract. */
export type ContractConnection = {
  __typename?: 'ContractConnection';
  /** The rows with their cursors. */
  edges: Array<ContractEdge>;
  /** The rows. */
  nodes: Array<Contract>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A document of a contract. Its content never changes. */
export type ContractDocument = {
  __typename?: 'ContractDocument';
  /** Who had it made, or uploaded it. */
  author: Scalars['String']['output'];
  /** When it was made or uploaded. */
  createdAt: Scalars['DateTime']['output'];
  /** SHA-256 of the content, hexadecimal. */
  hash: Scalars['String']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: ContractDocumentKind;
  /** Language of the template; null for an uploaded document. */
  language?: Maybe<Language>;
  /** IANA media type of the file. */
  mediaType: Scalars['String']['output'];
  /** The file's name. */
  name: Scalars['String']['output'];
  /** When it was signed; null when it is not signed. */
  signedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Size in bytes. */
  sizeBytes: Scalars['Int']['output'];
  /** Version of the template it was made from; null for an uploaded document. */
  templateVersion?: Maybe<Scalars['Int']['output']>;
  /** Link to download the file without a token, valid for five minutes; null for analysts and for a LINE. */
  url?: Maybe<Scalars['String']['output']>;
};

/** Kind of a contract's document. */
export type ContractDocumentKind =
  /** The end of the contract, with the balance. */
  | 'CLOSING_ACT'
  /** The contract. */
  | 'CONTRACT'
  /** The handover of the SIM and the number. */
  | 'SIM_HANDOVER';

/** A row of a list of Contract, with its cursor. */
export type ContractEdge = {
  __typename?: 'ContractEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Contract;
};

/** Filter for Contract rows; all given conditions must hold. */
export type ContractFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<ContractFilter>>;
  /** Receipts, credit notes and invoices. */
  bills?: InputMaybe<BillListFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** The contract's customer. */
  customer?: InputMaybe<CustomerFilter>;
  /** Identifier in another system. */
  externalId?: InputMaybe<CodeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Ledger entries of the contract's account. */
  ledgerEntries?: InputMaybe<LedgerEntryListFilter>;
  /** The new SIM of a swap that is not completed. */
  newSim?: InputMaybe<SimFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<ContractFilter>;
  /** Contract number, as printed on documents. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<ContractFilter>>;
  /** Payments towards the contract. */
  payments?: InputMaybe<PaymentListFilter>;
  /** The phone number of the contract, or its last one. */
  phoneNumber?: InputMaybe<PhoneNumberFilter>;
  /** The SIM of the contract, or its last one. */
  sim?: InputMaybe<SimFilter>;
  /** State of the contract. */
  status?: InputMaybe<ContractStatusFilter>;
  /** The tariff of the contract. */
  tariff?: InputMaybe<TariffFilter>;
  /** Support tickets about the contract. */
  tickets?: InputMaybe<TicketListFilter>;
};

/** A reason for which the service of a contract is stopped. */
export type ContractHold = {
  __typename?: 'ContractHold';
  /** What is stopped. */
  barring: Barring;
  /** Who placed it. */
  by: Scalars['String']['output'];
  /** Why the service is stopped. */
  reason: HoldReason;
  /** When the hold was placed. */
  since: Scalars['DateTime']['output'];
};

/** Condition on the related Contract rows; all given conditions must hold. */
export type ContractListFilter = {
  /** All rows match; true for no rows. */
  every?: InputMaybe<ContractFilter>;
  /** No row matches. */
  none?: InputMaybe<ContractFilter>;
  /** At least one row matches. */
  some?: InputMaybe<ContractFilter>;
};

/** An order of Contract. */
export type ContractOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: ContractOrderField;
};

/** Fields by which a list of Contract can be ordered. */
export type ContractOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a contract. */
export type ContractPayload = {
  __typename?: 'ContractPayload';
  /** The contract after the mutation; null when the mutation was refused, and in a dry run. */
  contract?: Maybe<Contract>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** When a signed contract is activated. */
export type ContractStart =
  /** At once. */
  | 'NOW'
  /** On a date, at midnight of `CRM_TIME_ZONE`. */
  | 'ON_DATE'
  /** When its SIM, which is IMPORTED, is released for sale. */
  | 'SIM_ARRIVAL';

/** State of a contract. */
export type ContractStatus =
  /** Signed, not in service yet. */
  | 'ACCEPTED'
  /** In service. */
  | 'ACTIVE'
  /** Cancelled before activation. */
  | 'CANCELLED'
  /** Ended. */
  | 'CLOSED'
  /** Draft. */
  | 'DRAFT'
  /** Service is stopped while any hold stands. */
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

/** Input of `createContract`. */
export type CreateContractInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** The customer. */
  customerId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** ICCID of the SIM; when absent, a SIM is taken from the pool. One that is IMPORTED is on its way: `scheduleContract` can start the contract when it arrives. */
  iccid?: InputMaybe<Scalars['String']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The requested number; when absent, a number is taken from the pool. */
  msisdn?: InputMaybe<Scalars['String']['input']>;
  /** Codes of options to book with the tariff. */
  options?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** The checked request of the kind REGISTRATION that the contract is to fulfil. */
  requestId?: InputMaybe<Scalars['ID']['input']>;
  /** Code of the tariff. */
  tariffCode: Scalars['String']['input'];
};

/** A new customer. */
export type CreateCustomerInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Create the customer even if a similar one exists: the same as POSSIBLE_DUPLICATE in `acknowledge`. A document of another customer is refused in any case. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Birth date of a person, from 1900 to today. If it differs from the stored one, the customer is a possible duplicate; if none is stored, it is added to a recognised customer. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** Identity document. An existing customer with this document and the same name is recognised; with another name the customer is a possible duplicate. A new document is added to a recognised customer. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Contact e-mail address; the part before the @ may have Latin letters, digits and punctuation only. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Person or organisation. */
  kind: CustomerKind;
  /** Language of messages and documents for the customer. */
  language?: InputMaybe<Language>;
  /** Full name, surname first, or the organisation's name; it must contain a letter. */
  name: Scalars['String']['input'];
  /** Contact number, valid in its country, without letters or an extension, such as +996555123456. Without a plus sign it is read as a number of the default region, such as 0555 123 456. */
  phone: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `createTariff`. */
export type CreateTariffInput = {
  /** What the monthly fee includes. */
  allowances?: InputMaybe<Array<AllowanceInput>>;
  /** Code, as operators type it: letters, digits, `_` and `-`, at most 40 characters. */
  code: Scalars['String']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Monthly fee; its currency is that of the tariff, CRM_CURRENCY when absent. */
  monthlyFee: MoneyInput;
  /** Name shown to customers. */
  name: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `createValidationRule`. */
export type CreateValidationRuleInput = {
  /** First day on which it holds; today when absent. */
  activeFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Last day on which it holds; it has no end when absent. */
  activeTo?: InputMaybe<Scalars['Date']['input']>;
  /** Only for persons, or only for organisations. */
  customerKind?: InputMaybe<CustomerKind>;
  /** FORMAT of document.number: only for documents of this country. */
  documentCountry?: InputMaybe<Scalars['String']['input']>;
  /** FORMAT of document.number: only for documents of this kind. */
  documentKind?: InputMaybe<DocumentKind>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The field, by its path in the input of `createCustomer`. REQUIRED: email, birthDate, document.number, document.expiresOn. FORMAT: name, phone, email, document.number. AGE_AT_LEAST: birthDate. DOCUMENT_VALID: document.expiresOn. BLOCKLIST: document.number, phone, name (with the birth date). LINES_AT_MOST: lines. */
  field: Scalars['String']['input'];
  /** What is demanded. */
  form: RuleForm;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** FORMAT: largest number of characters, from 1 to 1,000. */
  maxLength?: InputMaybe<Scalars['Int']['input']>;
  /** What is told when the rule is broken. */
  message: RuleMessagesInput;
  /** FORMAT: least number of characters, from 1 to 1,000. */
  minLength?: InputMaybe<Scalars['Int']['input']>;
  /** AGE_AT_LEAST: years. DOCUMENT_VALID: days that the document must still be valid. LINES_AT_MOST: contracts in service, with the new one. From 0 to 10,000. */
  number?: InputMaybe<Scalars['Int']['input']>;
  /** FORMAT: what the whole value in stored form looks like: characters and sets such as `[A-Z0-9]`, each with a count such as `?`, `+`, `{7}`, `{2,5}`; at most 3 counts may vary. Special characters follow a backslash. Without groups and alternatives. */
  pattern?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
  /** Only for requests of this kind. When absent, for all of them, and for creation and change of a customer. */
  requestKind?: InputMaybe<RequestKind>;
  /** Whether it can be acknowledged. */
  severity: Severity;
};

/** The result of `setCreditLimit`. */
export type CreditLimitPayload = {
  __typename?: 'CreditLimitPayload';
  /** The contract after the mutation; null when the mutation was refused, and in a dry run. */
  contract?: Maybe<Contract>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** A person or organisation that has, had or may get contracts. */
export type Customer = Node & {
  __typename?: 'Customer';
  /** Member of the staff who looks after the customer; null when there is none. */
  accountManager?: Maybe<Scalars['String']['output']>;
  /** Addresses: the current ones, then earlier ones, each part with the newest first. */
  addresses: Array<CustomerAddress>;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableIdentityActions: Array<AvailableAction>;
  /** Sum of the balances of all contracts, in the default currency. */
  balance: Money;
  /** Birth date of a person; null when unknown. */
  birthDate?: Maybe<Scalars['Date']['output']>;
  /** Citizenship of a person, ISO 3166-1 alpha-2, such as KG; null when unknown. */
  citizenship?: Maybe<Scalars['String']['output']>;
  /** Consents of the customer, newest first. */
  consents: Array<Consent>;
  /** People who speak for an organisation, oldest first. */
  contactPersons: Array<ContactPerson>;
  /** Phone numbers and e-mail addresses beside `phone` and `email`, oldest first. */
  contacts: Array<CustomerContact>;
  /** The customer's contracts. */
  contracts: ContractConnection;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Identity documents, newest first, those included that were replaced. */
  documents: Array<IdentityDocument>;
  /** Primary contact e-mail address; `contacts` has the others. */
  email?: Maybe<Scalars['String']['output']>;
  /** When the personal data was erased; null while it stands. The name is then a dash, and the phone a number that does not exist. Searches and `lookup` do not find such customers. */
  erasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Identifier of the customer in another system. */
  externalId?: Maybe<Scalars['String']['output']>;
  /** State transitions of the customer and of the identity check, newest first. */
  history: Array<StatusChange>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Questions to identity providers about the customer, newest first. */
  identityChecks: Array<IdentityCheck>;
  /** Person or organisation. */
  kind: CustomerKind;
  /** How often the identity was rejected since it was last verified; null when it was not. */
  kycAttempts?: Maybe<Scalars['Int']['output']>;
  /** What follows from the rejection of a REJECTED identity; null for one of an earlier release: RETRY. */
  kycRejection?: Maybe<IdentityRejection>;
  /** State of the identity check (know your customer). */
  kycStatus: KycStatus;
  /** Language of messages and documents for the customer. */
  language: Language;
  /** Legal form of an organisation; null when unknown. */
  legalForm?: Maybe<LegalForm>;
  /** Merges of other customers into this one, also through a third one, newest first. Their ids and numbers find this customer. */
  merges: Array<CustomerMerge>;
  /** Full name, surname first, or the organisation's name. Filters match other spellings too: Федоров matches Фёдоров, Omurbek matches Өмүрбек. The order NAME follows the Kyrgyz and Russian alphabets, after digits and Latin letters. */
  name: Scalars['String']['output'];
  /** Notes of the staff, newest first; the customer does not see them. */
  notes: Array<CustomerNote>;
  /** The customer's own settings for messages; they override the rules. */
  notificationPreferences: Array<NotificationPreference>;
  /** Customer number, as printed on documents. */
  number: Scalars['String']['output'];
  /** Payments towards any of the customer's contracts. */
  payments: PaymentConnection;
  /** Primary contact number, E.164; `contacts` has the others. Filters accept any notation, such as 0555 12-34-56. */
  phone: Scalars['String']['output'];
  /** When the contact number left the line that had it: somebody else may have it, and no text messages are sent to it unless a line of the customer has it. Null when it did not, and once the number is given again. */
  phoneLostAt?: Maybe<Scalars['DateTime']['output']>;
  /** Acts that somebody else performed for the customer, newest first. */
  representations: Array<Representation>;
  /** Sex of a person; null when unknown. */
  sex?: Maybe<Sex>;
  /** State of the customer. */
  status: CustomerStatus;
  /** Country of the tax number, ISO 3166-1 alpha-2. */
  taxCountry?: Maybe<Scalars['String']['output']>;
  /** Tax number of an organisation, without separators; in the Kyrgyz Republic 14 digits. */
  taxNumber?: Maybe<Scalars['String']['output']>;
  /** The customer's support tickets. */
  tickets: TicketConnection;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};


/** A person or organisation that has, had or may get contracts. */
export type CustomerBalanceArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A person or organisation that has, had or may get contracts. */
export type CustomerContractsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ContractOrder>>;
};


/** A person or organisation that has, had or may get contracts. */
export type CustomerPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PaymentOrder>>;
};


/** A person or organisation that has, had or may get contracts. */
export type CustomerTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TicketOrder>>;
};

/** Input of the mutations that change a customer's state. */
export type CustomerActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** An address of a customer. */
export type CustomerAddress = Node & {
  __typename?: 'CustomerAddress';
  /** Country, ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** District of the region. */
  district?: Maybe<Scalars['String']['output']>;
  /** Flat or office. */
  flat?: Maybe<Scalars['String']['output']>;
  /** House, with building and letter, such as 12/1. */
  house?: Maybe<Scalars['String']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** City, town or village. */
  locality: Scalars['String']['output'];
  /** Postcode. */
  postcode?: Maybe<Scalars['String']['output']>;
  /** What it is for. */
  purpose: AddressPurpose;
  /** Region, such as Чуйская область. */
  region?: Maybe<Scalars['String']['output']>;
  /** Street. */
  street?: Maybe<Scalars['String']['output']>;
  /** Until when it was current; null for the current one of its purpose. */
  until?: Maybe<Scalars['DateTime']['output']>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A registered customer that resembles the data. */
export type CustomerCandidate = {
  __typename?: 'CustomerCandidate';
  /** The customer. */
  customer?: Maybe<Customer>;
  /** The reasons of the score, those with the most points first. */
  reasons: Array<MatchCode>;
  /** How likely both are one person or organisation, from 0 to 100: the sum of the points of the reasons. From 60 on they are a possible duplicate. */
  score: Scalars['Int']['output'];
};

/** What is found in the data of a customer. Nothing was written. */
export type CustomerCheck = {
  __typename?: 'CustomerCheck';
  /** At most 10 customers that resemble it, the likeliest first. */
  candidates: Array<CustomerCandidate>;
  /** The rules that it breaks. */
  violations: Array<CustomerViolation>;
};

/** A page of a list of Customer. */
export type CustomerConnection = {
  __typename?: 'CustomerConnection';
  /** The rows with their cursors. */
  edges: Array<CustomerEdge>;
  /** The rows. */
  nodes: Array<Customer>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** True when `search` has more than 1,000 hits. The list then contains 1,000 of them, preferring names that begin with the search term. Use a more specific term. */
  searchTooBroad: Scalars['Boolean']['output'];
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A phone number or an e-mail address of a customer, beside the primary one. */
export type CustomerContact = Node & {
  __typename?: 'CustomerContact';
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The e-mail address; null for a phone number. */
  email?: Maybe<Scalars['String']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Phone number or e-mail address. */
  kind: ContactKind;
  /** The number, E.164; null for an e-mail address. */
  phone?: Maybe<Scalars['String']['output']>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A row of a list of Customer, with its cursor. */
export type CustomerEdge = {
  __typename?: 'CustomerEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Customer;
};

/** Filter for Customer rows; all given conditions must hold. */
export type CustomerFilter = {
  /** Member of the staff who looks after the customer; null when there is none. */
  accountManager?: InputMaybe<CodeFilter>;
  /** All of these conditions hold. */
  and?: InputMaybe<Array<CustomerFilter>>;
  /** The customer's contracts. */
  contracts?: InputMaybe<ContractListFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Primary contact e-mail address; `contacts` has the others. */
  email?: InputMaybe<TextFilter>;
  /** Identifier of the customer in another system. */
  externalId?: InputMaybe<CodeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Person or organisation. */
  kind?: InputMaybe<CustomerKindFilter>;
  /** State of the identity check (know your customer). */
  kycStatus?: InputMaybe<KycStatusFilter>;
  /** Full name, surname first, or the organisation's name. Filters match other spellings too: Федоров matches Фёдоров, Omurbek matches Өмүрбек. The order NAME follows the Kyrgyz and Russian alphabets, after digits and Latin letters. */
  name?: InputMaybe<TextFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<CustomerFilter>;
  /** Customer number, as printed on documents. */
  number?: InputMaybe<TextFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<CustomerFilter>>;
  /** Payments towards any of the customer's contracts. */
  payments?: InputMaybe<PaymentListFilter>;
  /** Primary contact number, E.164; `contacts` has the others. Filters accept any notation, such as 0555 12-34-56. */
  phone?: InputMaybe<TextFilter>;
  /** State of the customer. */
  status?: InputMaybe<CustomerStatusFilter>;
  /** Tax number of an organisation, without separators; in the Kyrgyz Republic 14 digits. */
  taxNumber?: InputMaybe<CodeFilter>;
  /** The customer's support tickets. */
  tickets?: InputMaybe<TicketListFilter>;
};

/** Kind of customer. */
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

/** A merge of one customer into another one, who is the same person or organisation. */
export type CustomerMerge = Node & {
  __typename?: 'CustomerMerge';
  /** Who merged them. */
  actor: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** The customer that was merged; null until the merge is undone. */
  other?: Maybe<Customer>;
  /** Number of the customer that was merged. */
  otherNumber: Scalars['String']['output'];
  /** Why. */
  reason: Scalars['String']['output'];
  /** The customer that stayed, or the one that it was merged into since; null once the merge is undone. */
  survivor?: Maybe<Customer>;
  /** When the merge was undone; null while it stands. */
  undoneAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who undid it. */
  undoneBy?: Maybe<Scalars['String']['output']>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of CustomerMerge. */
export type CustomerMergeConnection = {
  __typename?: 'CustomerMergeConnection';
  /** The rows with their cursors. */
  edges: Array<CustomerMergeEdge>;
  /** The rows. */
  nodes: Array<CustomerMerge>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of CustomerMerge, with its cursor. */
export type CustomerMergeEdge = {
  __typename?: 'CustomerMergeEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: CustomerMerge;
};

/** Filter for CustomerMerge rows; all given conditions must hold. */
export type CustomerMergeFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<CustomerMergeFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<CustomerMergeFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<CustomerMergeFilter>>;
  /** The customer that was merged; null until the merge is undone. */
  other?: InputMaybe<CustomerFilter>;
  /** The customer that stayed, or the one that it was merged into since; null once the merge is undone. */
  survivor?: InputMaybe<CustomerFilter>;
};

/** An order of CustomerMerge. */
export type CustomerMergeOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: CustomerMergeOrderField;
};

/** Fields by which a list of CustomerMerge can be ordered. */
export type CustomerMergeOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a customer merge. */
export type CustomerMergePayload = {
  __typename?: 'CustomerMergePayload';
  /** The customer merge after the mutation; null when the mutation was refused, and in a dry run. */
  customerMerge?: Maybe<CustomerMerge>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** NOT_MOVED for each row or value that stays with the other customer, where the survivor has one that excludes it; FIELD_KEPT for each field that was changed since the merge and that its undoing keeps. */
  warnings: Array<UserError>;
};

/** A note of the staff about a customer. */
export type CustomerNote = Node & {
  __typename?: 'CustomerNote';
  /** Who wrote it. */
  author: Scalars['String']['output'];
  /** Text of the note. */
  body: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** An order of Customer. */
export type CustomerOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: CustomerOrderField;
};

/** Fields by which a list of Customer can be ordered. */
export type CustomerOrderField =
  | 'CREATED_AT'
  | 'NAME'
  | 'NUMBER';

/** The result of a mutation of a customer. */
export type CustomerPayload = {
  __typename?: 'CustomerPayload';
  /** For each candidate, the fields that agree with the input and the fields that differ. */
  candidateReasons: Array<CandidateReasons>;
  /** Existing customers that are similar to the input, after POSSIBLE_DUPLICATE; see `candidateReasons`. */
  candidates: Array<Customer>;
  /** The customer after the mutation; after a CONFLICT, the stored customer. */
  customer?: Maybe<Customer>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** State of a customer. */
export type CustomerStatus =
  /** Has had at least one contract activated. */
  | 'ACTIVE'
  /** Closed; has no live contract. */
  | 'CLOSED'
  /** Registered, without a contract. */
  | 'PROSPECT'
  /** Barred; no new contracts are accepted. */
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

/** Field by which customers are compared. */
export type CustomerTrait =
  /** The birth date, where both are known. */
  | 'BIRTH_DATE'
  /** An identity document: its kind, country and number. */
  | 'DOCUMENT'
  /** The e-mail address. */
  | 'EMAIL'
  /** The name, in any spelling. */
  | 'NAME'
  /** The contact number. */
  | 'PHONE';

/** A rule that the data of a customer breaks. */
export type CustomerViolation = {
  __typename?: 'CustomerViolation';
  /** Code with which the mutation would be refused. */
  code: ErrorCode;
  /** The field, such as `document.number`; `lines` is the number of contracts in service. */
  field: Scalars['String']['output'];
  /** Text for people, in the viewer's language where a validation rule has it. */
  message: Scalars['String']['output'];
  /** Whether it blocks, or can be acknowledged. */
  severity: Severity;
  /** A value that would be accepted; null when there is no obvious one. */
  suggestion?: Maybe<Scalars['String']['output']>;
};

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

/** Input of `discardTicket`. */
export type DiscardTicketInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** The result of `discardTicket`. */
export type DiscardTicketPayload = {
  __typename?: 'DiscardTicketPayload';
  /** Id of the deleted ticket; null when the mutation was refused, and in a dry run. */
  discardedId?: Maybe<Scalars['ID']['output']>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Input of `dismissDuplicatePair`. */
export type DismissDuplicatePairInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The pair. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `dismissMismatch`. */
export type DismissMismatchInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The mismatch. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** Reason, at most 500 characters. */
  note: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Kind of identity document. */
export type DocumentKind =
  /** National identity card. */
  | 'ID_CARD'
  /** Passport. */
  | 'PASSPORT'
  /** Certificate of a legal person's registration. */
  | 'REGISTRATION_CERTIFICATE'
  /** Residence permit. */
  | 'RESIDENCE_PERMIT';

/** Two customers that may be one. */
export type DuplicatePair = Node & {
  __typename?: 'DuplicatePair';
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The older customer. */
  customer?: Maybe<Customer>;
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** The newer customer. */
  other?: Maybe<Customer>;
  /** The reasons of the score, those with the most points first. */
  reasons: Array<DuplicateReason>;
  /** How likely both are one person or organisation, from 0 to 100: the sum of the points of the reasons. From 60 on they are a possible duplicate. */
  score: Scalars['Int']['output'];
  /** The last search that found the pair. */
  search?: Maybe<DuplicateSearch>;
  /** State of the pair. */
  status: DuplicatePairStatus;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
  /** Version of the points by which the pair was scored. */
  weightsVersion: Scalars['Int']['output'];
};

/** A page of a list of DuplicatePair. */
export type DuplicatePairConnection = {
  __typename?: 'DuplicatePairConnection';
  /** The rows with their cursors. */
  edges: Array<DuplicatePairEdge>;
  /** The rows. */
  nodes: Array<DuplicatePair>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of DuplicatePair, with its cursor. */
export type DuplicatePairEdge = {
  __typename?: 'DuplicatePairEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: DuplicatePair;
};

/** Filter for DuplicatePair rows; all given conditions must hold. */
export type DuplicatePairFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<DuplicatePairFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** The older customer. */
  customer?: InputMaybe<CustomerFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<DuplicatePairFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<DuplicatePairFilter>>;
  /** The newer customer. */
  other?: InputMaybe<CustomerFilter>;
  /** How likely both are one person or organisation, from 0 to 100: the sum of the points of the reasons. From 60 on they are a possible duplicate. */
  score?: InputMaybe<IntFilter>;
  /** The last search that found the pair. */
  search?: InputMaybe<DuplicateSearchFilter>;
  /** State of the pair. */
  status?: InputMaybe<DuplicatePairStatusFilter>;
};

/** An order of DuplicatePair. */
export type DuplicatePairOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: DuplicatePairOrderField;
};

/** Fields by which a list of DuplicatePair can be ordered. */
export type DuplicatePairOrderField =
  | 'CREATED_AT'
  | 'SCORE';

/** The result of a mutation of a duplicate pair. */
export type DuplicatePairPayload = {
  __typename?: 'DuplicatePairPayload';
  /** The duplicate pair after the mutation; null when the mutation was refused, and in a dry run. */
  duplicatePair?: Maybe<DuplicatePair>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** State of a possible duplicate. */
export type DuplicatePairStatus =
  /** Somebody decided that these are two. Later searches keep this. */
  | 'DISMISSED'
  /** The customers were merged. */
  | 'MERGED'
  /** Nobody has decided yet. */
  | 'OPEN';

/** Compares a value; all given operators must hold. */
export type DuplicatePairStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<DuplicatePairStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<DuplicatePairStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<DuplicatePairStatus>;
};

/** A reason of a pair. */
export type DuplicateReason = {
  __typename?: 'DuplicateReason';
  /** The reason. */
  code: MatchCode;
  /** Its part of the score; negative where it makes a match less likely. */
  points: Scalars['Int']['output'];
};

/** A search for duplicates through all customers. */
export type DuplicateSearch = Node & {
  __typename?: 'DuplicateSearch';
  /** Who started it. */
  actor: Scalars['String']['output'];
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Number of pairs that were scored so far. */
  compared: Scalars['Int']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Number of customers to read, in all stages together. */
  customers: Scalars['Int']['output'];
  /** Number of those read so far. */
  done: Scalars['Int']['output'];
  /** When it ended. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** What is being compared; each customer is read in several stages. */
  stage: DuplicateSearchStage;
  /** When it started. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the search. */
  status: DuplicateSearchStatus;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
  /** Version of the points by which it scores. */
  weightsVersion: Scalars['Int']['output'];
};

/** A page of a list of DuplicateSearch. */
export type DuplicateSearchConnection = {
  __typename?: 'DuplicateSearchConnection';
  /** The rows with their cursors. */
  edges: Array<DuplicateSearchEdge>;
  /** The rows. */
  nodes: Array<DuplicateSearch>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of DuplicateSearch, with its cursor. */
export type DuplicateSearchEdge = {
  __typename?: 'DuplicateSearchEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: DuplicateSearch;
};

/** Filter for DuplicateSearch rows; all given conditions must hold. */
export type DuplicateSearchFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<DuplicateSearchFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<DuplicateSearchFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<DuplicateSearchFilter>>;
  /** State of the search. */
  status?: InputMaybe<DuplicateSearchStatusFilter>;
};

/** An order of DuplicateSearch. */
export type DuplicateSearchOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: DuplicateSearchOrderField;
};

/** Fields by which a list of DuplicateSearch can be ordered. */
export type DuplicateSearchOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a duplicate search. */
export type DuplicateSearchPayload = {
  __typename?: 'DuplicateSearchPayload';
  /** The duplicate search after the mutation; null when the mutation was refused, and in a dry run. */
  duplicateSearch?: Maybe<DuplicateSearch>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** A search for duplicates made progress. */
export type DuplicateSearchProgress = {
  __typename?: 'DuplicateSearchProgress';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** The search in its present state. */
  search: DuplicateSearch;
};

/** What the customers have in common that are being compared. */
export type DuplicateSearchStage =
  /** A birth date. */
  | 'BIRTH_DATE'
  /** A document number. */
  | 'DOCUMENT'
  /** An e-mail address. */
  | 'EMAIL'
  /** A name. */
  | 'NAME'
  /** A contact number. */
  | 'PHONE';

/** State of a search for duplicates. */
export type DuplicateSearchStatus =
  /** The search was cancelled; the pairs that it found are kept. */
  | 'CANCELLED'
  /** All customers were compared. */
  | 'COMPLETED'
  /** The search failed repeatedly; the pairs that it found are kept. */
  | 'FAILED'
  /** Waiting for a worker. */
  | 'QUEUED'
  /** Customers are being compared. */
  | 'RUNNING';

/** Compares a value; all given operators must hold. */
export type DuplicateSearchStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<DuplicateSearchStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<DuplicateSearchStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<DuplicateSearchStatus>;
};

/** What to do with customers whose phone number or e-mail address another customer has. */
export type Duplicates =
  /** They are created. */
  | 'CREATE'
  /** Their rows are rejected. */
  | 'REJECT';

/** Input of `endSession`. */
export type EndSessionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The session. */
  id: Scalars['ID']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `eraseCustomer`. */
export type EraseCustomerInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `eraseCustomer`. */
export type EraseCustomerPayload = {
  __typename?: 'EraseCustomerPayload';
  /** The customer after the mutation; null when the mutation was refused, and in a dry run. */
  customer?: Maybe<Customer>;
  /** What is erased, by table; in a dry run, what would be. Null when the mutation was refused or is repeated. */
  erased?: Maybe<Array<ErasedRows>>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What is kept without the identity, why and until when. Null when the mutation was refused or is repeated. */
  kept?: Maybe<Array<KeptRows>>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Rows whose personal data is erased. */
export type ErasedRows = {
  __typename?: 'ErasedRows';
  /** Number of rows. */
  rows: Scalars['Int']['output'];
  /** Table of the database, such as `notification`; `file` for stored files. */
  table: Scalars['String']['output'];
};

/** Why a mutation was refused. Programs must use this code, not the message. */
export type ErrorCode =
  /** An object with this name exists already. */
  | 'ALREADY_EXISTS'
  /** The contract has this hold already. */
  | 'ALREADY_HELD'
  /** The posting was reversed already. */
  | 'ALREADY_REVERSED'
  /** The document, the phone, or the person with this birth date is on the blocklist. */
  | 'BLOCKLISTED'
  /** The code is wrong, has expired, or was tried too often. */
  | 'CODE_INVALID'
  /** A code was sent less than a minute ago. */
  | 'CODE_SENT'
  /** The node was changed by somebody else; read it again. */
  | 'CONFLICT'
  /** A warning: the customer's stored phone or e-mail differs from the one given, and was kept. */
  | 'CONTACT_KEPT'
  /** The contract is closed; only its debt can be paid. */
  | 'CONTRACT_CLOSED'
  /** The contract's account is not empty. */
  | 'CONTRACT_HAS_BALANCE'
  /** The contract was never activated. */
  | 'CONTRACT_NOT_ACTIVATED'
  /** The account is in another currency. */
  | 'CURRENCY_MISMATCH'
  /** The customer is closed. */
  | 'CUSTOMER_CLOSED'
  /** The customer's personal data was erased; nothing can be done for this customer any more. */
  | 'CUSTOMER_ERASED'
  /** The customer has live contracts, money owed by either side, or open requests or tickets; each error names those of one kind. */
  | 'CUSTOMER_HAS_OPEN_MATTERS'
  /** The customer is suspended. */
  | 'CUSTOMER_SUSPENDED'
  /** The document is no longer valid. */
  | 'DOCUMENT_EXPIRED'
  /** The customer has no identity document, or the contract no signed document. */
  | 'DOCUMENT_REQUIRED'
  /** The row repeats an earlier row of the file. */
  | 'DUPLICATE_ROW'
  /** The list has more rows than a worksheet, or its file is larger than `CRM_MAX_EXPORT_BYTES`. Use a filter, or CSV or JSONL in place of a workbook. */
  | 'EXPORT_TOO_LARGE'
  /** A warning: the field was changed since the merge, and its undoing kept it. */
  | 'FIELD_KEPT'
  /** A validation rule requires the field. */
  | 'FIELD_REQUIRED'
  /** A validation rule does not allow the form or the length of the value. */
  | 'FORMAT_NOT_ALLOWED'
  /** The payment gateway does not answer; nothing was done. */
  | 'GATEWAY_UNAVAILABLE'
  /** The call with this key is still in progress. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** This key was already used with a different input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The identity provider was asked and has not answered yet. */
  | 'IDENTITY_CHECK_PENDING'
  /** No identity provider is configured. */
  | 'IDENTITY_PROVIDER_MISSING'
  /** The identity was rejected finally or too often; only an administrator reopens the check. */
  | 'IDENTITY_REFUSED'
  /** The balance is not sufficient. */
  | 'INSUFFICIENT_BALANCE'
  /** The amount is not positive, is too large, or has more decimals than the currency. */
  | 'INVALID_AMOUNT'
  /** Not an e-mail address. */
  | 'INVALID_EMAIL'
  /** The file is empty, too large, or of a kind that is not accepted. */
  | 'INVALID_FILE'
  /** Not an ICCID: 18 to 22 digits that begin with 89, with a valid check digit. */
  | 'INVALID_ICCID'
  /** The input is contradictory or incomplete. */
  | 'INVALID_INPUT'
  /** Not an MSISDN: a plus sign and the international number. */
  | 'INVALID_MSISDN'
  /** The name is empty or too long. */
  | 'INVALID_NAME'
  /** Not a valid phone number. */
  | 'INVALID_PHONE'
  /** The state of the node does not allow this verb. */
  | 'INVALID_TRANSITION'
  /** The customer's identity must be verified first. */
  | 'KYC_REQUIRED'
  /** The last administrator cannot be removed. */
  | 'LAST_ADMIN'
  /** The customer has locked the line: its SIM and its number are not changed until it is unlocked. */
  | 'LINE_LOCKED'
  /** The customer has live contracts; the message names them. */
  | 'LIVE_CONTRACTS'
  /** The merge cannot be undone: it was undone, is older than 30 days, a later one has to be undone first, or one of the customers was erased. */
  | 'MERGE_FINAL'
  /** Nothing of the payment is left to refund. */
  | 'NOTHING_TO_REFUND'
  /** There is no such node, or the caller may not see it. */
  | 'NOT_FOUND'
  /** The contract does not have this hold. */
  | 'NOT_HELD'
  /** A warning: the row or value stays with the merged customer, since the survivor has one that excludes it. */
  | 'NOT_MOVED'
  /** The number is not available. */
  | 'NUMBER_NOT_AVAILABLE'
  /** The number is not in the pool. */
  | 'NUMBER_NOT_FOUND'
  /** The number is reserved for somebody else. */
  | 'NUMBER_RESERVED'
  /** The option cannot be combined with the tariff. */
  | 'OPTION_INCOMPATIBLE'
  /** There is no such option. */
  | 'OPTION_NOT_FOUND'
  /** The caller may not use this payment method, or it is not configured. */
  | 'PAYMENT_METHOD_NOT_ALLOWED'
  /** What the plan was made from has changed, and the mutation would do something else; the message names what. Nothing was done: make a new dry run. */
  | 'PLAN_STALE'
  /** The plan token has expired, or belongs to another caller, mutation or input. */
  | 'PLAN_TOKEN_INVALID'
  /** The pool has no available SIM or number. */
  | 'POOL_EMPTY'
  /** A similar customer exists; see `candidates`. */
  | 'POSSIBLE_DUPLICATE'
  /** The document is not the one by which the customer was verified, or too many were tried. */
  | 'PROOF_REFUSED'
  /** The contract cannot be reopened: it was closed too long ago, its number or its SIM serves somebody else, or its debt was written off. */
  | 'REOPENING_NOT_ALLOWED'
  /** A second person must decide this. */
  | 'SECOND_PERSON_REQUIRED'
  /** The SIM is not available. */
  | 'SIM_NOT_AVAILABLE'
  /** There is no such SIM. */
  | 'SIM_NOT_FOUND'
  /** The SIM is reserved for somebody else. */
  | 'SIM_RESERVED'
  /** A swap of this line was started and is not completed yet. */
  | 'SWAP_PENDING'
  /** The tariff is no longer sold. */
  | 'TARIFF_INACTIVE'
  /** There is no such tariff. */
  | 'TARIFF_NOT_FOUND'
  /** The customer would have more contracts in service than a validation rule allows. */
  | 'TOO_MANY_LINES'
  /** Too many unpaid payments were started; try again later. */
  | 'TOO_MANY_PAYMENTS'
  /** The caller has as many SIMs or numbers reserved as `CRM_MAX_RESERVATIONS` allows. */
  | 'TOO_MANY_RESERVATIONS'
  /** The person is younger than a validation rule allows. */
  | 'UNDER_AGE'
  /** The password is too short or too common. */
  | 'WEAK_PASSWORD';

/** An event of the log. */
export type Event = {
  __typename?: 'Event';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since`. */
  cursor: Scalars['String']['output'];
  /** The node of the event in its present state; null when the viewer may not see it. */
  node?: Maybe<Node>;
  /** The reason, in the actor's words. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Topic, such as contract.activated. */
  topic: Scalars['String']['output'];
  /** The state machine of the transition; null for other events. */
  type?: Maybe<NodeType>;
};

/** A page of the event log, in order. */
export type EventPage = {
  __typename?: 'EventPage';
  /** Cursor of the page's end; pass it as `since` to read the next page. */
  endCursor: Scalars['String']['output'];
  /** Whether there are more events after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Cursor of the log's present end. */
  lastCursor: Scalars['String']['output'];
  /** The events. */
  nodes: Array<Event>;
};

/** Input of the mutations that take an export. */
export type ExportActInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The export. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `exportContracts`. */
export type ExportContractsInput = {
  /** Fields of the file, in order: scalars of the rows, such as `name` or `amount.amount`, and of the rows that they refer to, such as `tariff.code`. When absent, all scalars of the rows. */
  columns?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How a CSV is written: for machines, or for a spreadsheet in a language. When absent, by the caller's language. */
  dialect?: InputMaybe<ExportDialect>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only rows that match the filter. */
  filter?: InputMaybe<ContractFilter>;
  /** Format of the file. */
  format?: ExportFormat;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One field. */
  orderBy?: InputMaybe<Array<ContractOrder>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `exportCustomerData`. */
export type ExportCustomerDataInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `exportCustomers`. */
export type ExportCustomersInput = {
  /** Fields of the file, in order: scalars of the rows, such as `name` or `amount.amount`, and of the rows that they refer to, such as `tariff.code`. When absent, all scalars of the rows. */
  columns?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How a CSV is written: for machines, or for a spreadsheet in a language. When absent, by the caller's language. */
  dialect?: InputMaybe<ExportDialect>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only rows that match the filter. */
  filter?: InputMaybe<CustomerFilter>;
  /** Format of the file. */
  format?: ExportFormat;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One field. */
  orderBy?: InputMaybe<Array<CustomerOrder>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Search term, as in the list `customers`. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** How values are written in CSV. */
export type ExportDialect =
  /** For spreadsheets in English: separated by commas, with a byte order mark, local times, and an apostrophe before each text that would be run as a formula. */
  | 'ENGLISH'
  /** For programs: separated by commas, without a byte order mark, times in UTC, texts as they are. */
  | 'MACHINE'
  /** As ENGLISH, with semicolons and decimal commas, for spreadsheets in Russian and Kyrgyz. */
  | 'RUSSIAN';

/** Format of the file of an export. */
export type ExportFormat =
  /** Comma-separated values with a header, in UTF-8, as the dialect says. */
  | 'CSV'
  /** One JSON object per line, as the list would return it. */
  | 'JSONL'
  /** A workbook with one sheet of at most 1,048,575 rows. Numbers and times are such, texts are texts. */
  | 'XLSX'
  /** An archive of JSON and files; only of CUSTOMER_DATA. */
  | 'ZIP';

/** An export to a file: what is exported, its progress, and the file. */
export type ExportJob = Node & {
  __typename?: 'ExportJob';
  /** Actor who requested the export. */
  actor: Scalars['String']['output'];
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Chosen columns, separated by spaces; empty for all scalars of the rows. */
  columns: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** How values are written in CSV. */
  dialect: ExportDialect;
  /** When the file is removed; null before it is complete. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Error code of an export that failed. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** Error message for people. */
  failureMessage?: Maybe<Scalars['String']['output']>;
  /** File name. */
  fileName: Scalars['String']['output'];
  /** When the export ended. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Format of the file. */
  format: ExportFormat;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** What is exported. */
  kind: ExportKind;
  /** Rows per second; null before the first rows. */
  rate?: Maybe<Scalars['Int']['output']>;
  /** Estimated remaining time in seconds; null while the export does not run. */
  remainingSeconds?: Maybe<Scalars['Int']['output']>;
  /** Number of rows written so far. */
  rows: Scalars['Int']['output'];
  /** Size of the file in bytes; null before it is complete. */
  sizeBytes?: Maybe<Scalars['Int']['output']>;
  /** When the export was started. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the export. */
  status: ExportStatus;
  /** Number of rows of the list; null until they were counted. */
  total?: Maybe<Scalars['Int']['output']>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Link to download the file, valid for five minutes. Null for everybody but the requester, and where there is no file. */
  url?: Maybe<Scalars['String']['output']>;
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of ExportJob. */
export type ExportJobConnection = {
  __typename?: 'ExportJobConnection';
  /** The rows with their cursors. */
  edges: Array<ExportJobEdge>;
  /** The rows. */
  nodes: Array<ExportJob>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of ExportJob, with its cursor. */
export type ExportJobEdge = {
  __typename?: 'ExportJobEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: ExportJob;
};

/** Filter for ExportJob rows; all given conditions must hold. */
export type ExportJobFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<ExportJobFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** What is exported. */
  kind?: InputMaybe<ExportKindFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<ExportJobFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<ExportJobFilter>>;
  /** State of the export. */
  status?: InputMaybe<ExportStatusFilter>;
};

/** An order of ExportJob. */
export type ExportJobOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: ExportJobOrderField;
};

/** Fields by which a list of ExportJob can be ordered. */
export type ExportJobOrderField =
  | 'CREATED_AT';

/** What is exported. */
export type ExportKind =
  /** The list `contracts`. */
  | 'CONTRACTS'
  /** The list `customers`. */
  | 'CUSTOMERS'
  /** Everything that is stored about one customer; see `exportCustomerData`. */
  | 'CUSTOMER_DATA'
  /** The list `payments`. */
  | 'PAYMENTS'
  /** The list `sims`. */
  | 'SIMS'
  /** The list `tickets`. */
  | 'TICKETS';

/** Compares a value; all given operators must hold. */
export type ExportKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<ExportKind>;
  /** Any of these. */
  in?: InputMaybe<Array<ExportKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<ExportKind>;
};

/** The result of `exportCustomers`. */
export type ExportPayload = {
  __typename?: 'ExportPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** The export job after the mutation; null when the mutation was refused, and in a dry run. */
  job?: Maybe<ExportJob>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Input of `exportPayments`. */
export type ExportPaymentsInput = {
  /** Fields of the file, in order: scalars of the rows, such as `name` or `amount.amount`, and of the rows that they refer to, such as `tariff.code`. When absent, all scalars of the rows. */
  columns?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How a CSV is written: for machines, or for a spreadsheet in a language. When absent, by the caller's language. */
  dialect?: InputMaybe<ExportDialect>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only rows that match the filter. */
  filter?: InputMaybe<PaymentFilter>;
  /** Format of the file. */
  format?: ExportFormat;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One field. */
  orderBy?: InputMaybe<Array<PaymentOrder>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** An export made progress. */
export type ExportProgress = {
  __typename?: 'ExportProgress';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** The export in its present state. */
  job: ExportJob;
};

/** Input of `exportSims`. */
export type ExportSimsInput = {
  /** Fields of the file, in order: scalars of the rows, such as `name` or `amount.amount`, and of the rows that they refer to, such as `tariff.code`. When absent, all scalars of the rows. */
  columns?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How a CSV is written: for machines, or for a spreadsheet in a language. When absent, by the caller's language. */
  dialect?: InputMaybe<ExportDialect>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only rows that match the filter. */
  filter?: InputMaybe<SimFilter>;
  /** Format of the file. */
  format?: ExportFormat;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One field. */
  orderBy?: InputMaybe<Array<SimOrder>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Search term, as in the list `sims`. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** State of an export. */
export type ExportStatus =
  /** It was cancelled; there is no file. */
  | 'CANCELLED'
  /** Its file can be downloaded until it expires. */
  | 'COMPLETED'
  /** It failed; there is no file. */
  | 'FAILED'
  /** It was paused. It starts over when it is resumed. */
  | 'PAUSED'
  /** It waits for a worker. */
  | 'QUEUED'
  /** Its file is being written. */
  | 'RUNNING';

/** Compares a value; all given operators must hold. */
export type ExportStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<ExportStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<ExportStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<ExportStatus>;
};

/** Input of `exportTickets`. */
export type ExportTicketsInput = {
  /** Fields of the file, in order: scalars of the rows, such as `name` or `amount.amount`, and of the rows that they refer to, such as `tariff.code`. When absent, all scalars of the rows. */
  columns?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How a CSV is written: for machines, or for a spreadsheet in a language. When absent, by the caller's language. */
  dialect?: InputMaybe<ExportDialect>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only rows that match the filter. */
  filter?: InputMaybe<TicketFilter>;
  /** Format of the file. */
  format?: ExportFormat;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One field. */
  orderBy?: InputMaybe<Array<TicketOrder>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `findDuplicates`. */
export type FindDuplicatesInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `fulfilRequest`. Given values take the place of those in the form. */
export type FulfilRequestInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** The candidate who is this person already: for a registration, and for a request of another kind that names no customer. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** For a registration: ICCID of the SIM that is handed out. */
  iccid?: InputMaybe<Scalars['String']['input']>;
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** For a registration: the requested number. */
  msisdn?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** What was done, at most 200 characters, such as the number of an order. Required where no act of this API does it: CHANGE_TARIFF, SWAP_SIM, PORT_IN, PORT_OUT and OTHER. */
  reference?: InputMaybe<Scalars['String']['input']>;
  /** For a registration: code of the tariff. */
  tariffCode?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `fulfilRequest`. */
export type FulfilRequestPayload = {
  __typename?: 'FulfilRequestPayload';
  /** For each candidate, the fields that agree with the input and the fields that differ. */
  candidateReasons: Array<CandidateReasons>;
  /** Existing customers that are similar to the input, after POSSIBLE_DUPLICATE; see `candidateReasons`. */
  candidates: Array<Customer>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The request after the mutation; null when the mutation was refused, and in a dry run. */
  request?: Maybe<Request>;
};

/** A top-up. */
export type GetDepositInput = {
  /** Amount to pay. */
  amount: MoneyInput;
  /** The contract to top up. Give this or `msisdn`. */
  contractId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** Payment method: at a counter (staff only) or through the gateway. */
  method: PaymentMethod;
  /** The phone number to top up; it may be of another customer. */
  msisdn?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Address to which the gateway sends the payer back; CRM_RETURN_URLS lists the allowed ones. */
  returnUrl?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `getDeposit`. */
export type GetDepositPayload = {
  __typename?: 'GetDepositPayload';
  /** Address of the gateway's payment page, when a gateway takes the payment. */
  checkoutUrl?: Maybe<Scalars['String']['output']>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** The payment: SUCCEEDED at a counter, PENDING with a gateway; null when the mutation was refused, and in a dry run. */
  payment?: Maybe<Payment>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Input of `getSim`: the contract form. */
export type GetSimInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Create the customer even if a similar one exists: the same as POSSIBLE_DUPLICATE in `acknowledge`. A document of another customer is refused in any case. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Data of a customer; an existing customer is recognised by it, otherwise one is created. */
  customer?: InputMaybe<NewCustomerInput>;
  /** Id of an existing customer. Give this or `customer`. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** ICCID of the SIM that is handed out; when absent, a SIM is taken from the pool. */
  iccid?: InputMaybe<Scalars['String']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The requested number; when absent, a number is taken from the pool. */
  msisdn?: InputMaybe<Scalars['String']['input']>;
  /** The class of the number that is taken from the pool. */
  numberClass?: NumberClass;
  /** Codes of options to book with the tariff. */
  options?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Beside `dryRun`: reserve the SIM and the number that the plan has picked, for the ten minutes for which it holds. A caller has at most 3 of them at a time. */
  reserve?: InputMaybe<Scalars['Boolean']['input']>;
  /** Code of the tariff. */
  tariffCode: Scalars['String']['input'];
};

/** The result of `getSim`. */
export type GetSimPayload = {
  __typename?: 'GetSimPayload';
  /** For each candidate, the fields that agree with the input and the fields that differ. */
  candidateReasons: Array<CandidateReasons>;
  /** Existing customers that are similar to the input, after POSSIBLE_DUPLICATE; see `candidateReasons`. */
  candidates: Array<Customer>;
  /** The activated contract; null when the mutation was refused, and in a dry run. */
  contract?: Maybe<Contract>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** Input that was not used: CONTACT_KEPT when the stored phone or e-mail of a recognised customer differs. */
  warnings: Array<UserError>;
};

/** Why the service of a contract is stopped. Several reasons may stand at once. */
export type HoldReason =
  /** The customer asked for it. */
  | 'CUSTOMER'
  /** The customer is suspended, with all contracts. */
  | 'CUSTOMER_SUSPENDED'
  /** The customer owes money. */
  | 'DEBT'
  /** Fraud is suspected. A second person lifts it; subscribers do not see it. */
  | 'FRAUD'
  /** The SIM or the phone was lost or stolen, or the SIM is faulty. */
  | 'LOST'
  /** A regulator or a court ordered it. A second person lifts it; subscribers do not see it. */
  | 'REGULATOR';

/** Compares a value; all given operators must hold. */
export type IdFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['ID']['input']>;
};

/** A question to an identity provider about a customer, and the answer. */
export type IdentityCheck = {
  __typename?: 'IdentityCheck';
  /** When it answered; null while it has not. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was asked. */
  askedAt: Scalars['DateTime']['output'];
  /** Who asked. */
  askedBy: Scalars['String']['output'];
  /** How often the provider was called about it. */
  calls: Scalars['Int']['output'];
  /** The document that was asked about. */
  document?: Maybe<IdentityDocument>;
  /** When it is called again; null once it has answered. */
  nextCallAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the provider; null until it was called. */
  provider?: Maybe<Scalars['String']['output']>;
  /** The provider's words about a rejection or a refusal. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The provider's reference of the question. */
  reference?: Maybe<Scalars['String']['output']>;
  /** The answer; null while there is none. */
  verdict?: Maybe<CheckVerdict>;
};

/** An identity document of a customer. */
export type IdentityDocument = Node & {
  __typename?: 'IdentityDocument';
  /** Issuing country, ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Whether the entry is old and proves nothing: a placeholder such as `-`, or the number of another customer's document in another spelling. */
  doubtful: Scalars['Boolean']['output'];
  /** Last day of validity. */
  expiresOn?: Maybe<Scalars['Date']['output']>;
  /** Files that show it, oldest first. */
  files: Array<IdentityDocumentFile>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Issuing authority. */
  issuedBy?: Maybe<Scalars['String']['output']>;
  /** Day of issue. */
  issuedOn?: Maybe<Scalars['Date']['output']>;
  /** Kind of document. */
  kind: DocumentKind;
  /** Series and number as given, in upper case and without spaces. */
  number: Scalars['String']['output'];
  /** Since when another document stands for it, and it proves nothing; null while it is in use. */
  replacedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** When the customer's identity was last verified by this document; null when it never was. */
  verifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A file that shows an identity document. */
export type IdentityDocumentFile = {
  __typename?: 'IdentityDocumentFile';
  /** Who attached it. */
  author: Scalars['String']['output'];
  /** When it was attached. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** IANA media type of the file. */
  mediaType: Scalars['String']['output'];
  /** The file's name. */
  name: Scalars['String']['output'];
  /** Size in bytes. */
  sizeBytes: Scalars['Int']['output'];
  /** Link to download the file without a token, valid for five minutes; null for analysts. */
  url?: Maybe<Scalars['String']['output']>;
};

/** An identity document of a customer. */
export type IdentityDocumentInput = {
  /** Issuing country, ISO 3166-1 alpha-2. */
  country?: Scalars['String']['input'];
  /** Last day of validity; null when it is not known. */
  expiresOn?: InputMaybe<Scalars['Date']['input']>;
  /** Kind of document. */
  kind: DocumentKind;
  /** Series and number in any notation: `ID-1234567` equals `id 1234567`. A placeholder such as `-` is refused. */
  number: Scalars['String']['input'];
};

/** What follows from the rejection of a customer's identity. */
export type IdentityRejection =
  /** The check is over; only an administrator reopens it. */
  | 'FINAL'
  /** The customer may try again, for example with a readable copy or a valid document. */
  | 'RETRY';

/** Input of the mutations that take an import. */
export type ImportActInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The import. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `importSims`, `importNumbers` and `importTariffs`. */
export type ImportFileInput = {
  /** Validate the file and report the outcome without importing anything. */
  dryRun?: Scalars['Boolean']['input'];
  /** Encoding of the file, such as KOI8-R, CP866 or Windows-1251; detected when absent. An import whose encoding cannot be determined reliably fails with ENCODING_DOUBTFUL. */
  encoding?: InputMaybe<Scalars['String']['input']>;
  /** Comma-, semicolon- or tab-separated values, also gzipped, with a header. */
  file: Scalars['Upload']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Assignment of the columns of the file to the columns of the import. */
  mapping?: InputMaybe<Array<ColumnMapping>>;
  /** What to do with rows that exist already. */
  mode?: ImportMode;
  /** What to do with a file that has invalid rows. */
  onError?: OnError;
};

/** An import of a file: options, progress and outcome. */
export type ImportJob = Node & {
  __typename?: 'ImportJob';
  /** Actor who uploaded the file. */
  actor: Scalars['String']['output'];
  /** Number of accepted rows that break a validation rule with the severity ALERT; `outcomeUrl` names them. */
  alerted: Scalars['Int']['output'];
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Number of rows imported or rejected so far. */
  done: Scalars['Int']['output'];
  /** Whether nothing is imported and only the outcome is reported. */
  dryRun: Scalars['Boolean']['output'];
  /** What to do with customers who resemble others. */
  duplicates: Duplicates;
  /** Error code, when the file as a whole was refused. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** Error message for people; may quote the file, and is hidden from analysts. */
  failureMessage?: Maybe<Scalars['String']['output']>;
  /** Row of the error; the header is row 1. */
  failureRow?: Maybe<Scalars['Int']['output']>;
  /** File name. */
  fileName: Scalars['String']['output'];
  /** When the import ended. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Kind of file. */
  kind: ImportKind;
  /** What to do with rows whose contract exists already. */
  mode: ImportMode;
  /** Notes about the file: ignored lines and columns, the detected encoding. */
  notes: Array<ImportNote>;
  /** Whether the customers are notified. */
  notify: Scalars['Boolean']['output'];
  /** What to do with a file that has invalid rows. */
  onError: OnError;
  /** Link to download the outcome of every row as CSV, for a dry run the expected outcome; valid for five minutes. */
  outcomeUrl?: Maybe<Scalars['String']['output']>;
  /** Rows per second; null before the first row. */
  rate?: Maybe<Scalars['Int']['output']>;
  /** Number of rows that registered a subscriber or, in other files, added an object. */
  registered: Scalars['Int']['output'];
  /** Number of rejected rows. */
  rejected: Scalars['Int']['output'];
  /** Rejected rows. */
  rejectedRows: RejectedRowConnection;
  /** Link to download the rejected rows as CSV, to correct and upload again; valid for five minutes. */
  rejectedRowsUrl?: Maybe<Scalars['String']['output']>;
  /** Estimated remaining time in seconds; null while the import does not run. */
  remainingSeconds?: Maybe<Scalars['Int']['output']>;
  /** Number of rows; while the file is read, the rows read so far. */
  rows: Scalars['Int']['output'];
  /** When the import was started. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the import. */
  state: ImportState;
  /** Number of rows that changed nothing. */
  unchanged: Scalars['Int']['output'];
  /** What to do with SIMs and numbers that are not in the pool. */
  unknownSims: UnknownSims;
  /** Number of rows that updated an object. */
  updated: Scalars['Int']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};


/** An import of a file: options, progress and outcome. */
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
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of ImportJob, with its cursor. */
export type ImportJobEdge = {
  __typename?: 'ImportJobEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: ImportJob;
};

/** Filter for ImportJob rows; all given conditions must hold. */
export type ImportJobFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<ImportJobFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Kind of file. */
  kind?: InputMaybe<ImportKindFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<ImportJobFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<ImportJobFilter>>;
  /** State of the import. */
  state?: InputMaybe<ImportStateFilter>;
};

/** An order of ImportJob. */
export type ImportJobOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: ImportJobOrderField;
};

/** Fields by which a list of ImportJob can be ordered. */
export type ImportJobOrderField =
  | 'CREATED_AT';

/** Kind of file. */
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

/** What to do with rows whose contract exists already. */
export type ImportMode =
  /** Such rows are rejected. */
  | 'INSERT'
  /** Fields that differ are updated. */
  | 'UPSERT';

/** A note about a file; it does not stop the import. */
export type ImportNote = {
  __typename?: 'ImportNote';
  /** Code of the note. */
  code: Scalars['String']['output'];
  /** Text for people, with the affected rows. */
  message: Scalars['String']['output'];
  /** First affected row; null when the note is about the whole file. */
  row?: Maybe<Scalars['Int']['output']>;
};

/** The result of `bulkRegister`. */
export type ImportPayload = {
  __typename?: 'ImportPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** The import job after the mutation; null when the mutation was refused, and in a dry run. */
  job?: Maybe<ImportJob>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Input of `importSettlement`. */
export type ImportSettlementInput = {
  /** Day of the settlement (UTC); it must have ended. */
  day: Scalars['Date']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Comma-separated values in UTF-8 with the header line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at. */
  file: Scalars['Upload']['input'];
  /** Name of the gateway. */
  gateway: Scalars['String']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** State of an import. */
export type ImportState =
  /** Cancelled; imported rows stay. */
  | 'CANCELLED'
  /** All rows were imported or rejected. */
  | 'COMPLETED'
  /** The file could not be read; nothing was imported. */
  | 'FAILED'
  /** Paused. */
  | 'PAUSED'
  /** Waiting for a worker. */
  | 'RECEIVED'
  /** The rows are being imported. */
  | 'RUNNING'
  /** The file is being read and its rows are being checked. */
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

/** Compares a value; all given operators must hold. */
export type IntFilter = {
  /** Equal to. */
  eq?: InputMaybe<Scalars['Int']['input']>;
  /** Greater than. */
  gt?: InputMaybe<Scalars['Int']['input']>;
  /** Greater than or equal to. */
  gte?: InputMaybe<Scalars['Int']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than. */
  lt?: InputMaybe<Scalars['Int']['input']>;
  /** Less than or equal to. */
  lte?: InputMaybe<Scalars['Int']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['Int']['input']>;
};

/** Input of `inviteUser`. */
export type InviteUserInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** E-mail address used to sign in. */
  email: Scalars['String']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Language of pages and messages for the user. */
  language?: InputMaybe<Language>;
  /** Full name. */
  name: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Role of the user. */
  role: UserRole;
};

/** Input of `issueContractDocument`. */
export type IssueContractDocumentInput = {
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The document. */
  kind: ContractDocumentKind;
  /** Its language; the customer's when absent. */
  language?: InputMaybe<Language>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** An identity document, with what is printed on it about its issue. */
export type IssuedDocumentInput = {
  /** Issuing country, ISO 3166-1 alpha-2. */
  country?: Scalars['String']['input'];
  /** Last day of validity, not before today; null where it has no end. */
  expiresOn?: InputMaybe<Scalars['Date']['input']>;
  /** Issuing authority, at most 200 characters. */
  issuedBy?: InputMaybe<Scalars['String']['input']>;
  /** Day of issue, not after today. */
  issuedOn?: InputMaybe<Scalars['Date']['input']>;
  /** Kind of document. */
  kind: DocumentKind;
  /** Series and number in any notation: `ID-1234567` equals `id 1234567`. A placeholder such as `-` is refused. */
  number: Scalars['String']['input'];
};

/** A background job. */
export type Job = {
  __typename?: 'Job';
  /** Number of attempts, including attempts that ended with a loss of the worker. */
  attempts: Scalars['Int']['output'];
  /** When it was queued. */
  createdAt: Scalars['DateTime']['output'];
  /** When it is due; null once done. */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was done. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Key: only one job of the same name and key waits or runs at a time. */
  key?: Maybe<Scalars['String']['output']>;
  /** Why the last attempt failed. */
  lastError?: Maybe<Scalars['String']['output']>;
  /** Name of the job. */
  name: Scalars['String']['output'];
  /** When the last attempt began. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the job. */
  state: JobState;
};

/** Input of `retryJob`. */
export type JobActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The job. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** State of a job. */
export type JobState =
  /** Done. */
  | 'DONE'
  /** The last attempt failed; `retryJob` runs it again. */
  | 'HELD'
  /** Not done, and no longer in the queue. */
  | 'LOST'
  /** Waiting until it is due. */
  | 'QUEUED'
  /** Being executed. */
  | 'RUNNING';

/** Rows that are kept without the identity. */
export type KeptRows = {
  __typename?: 'KeptRows';
  /** Why they are kept, for people. */
  reason: Scalars['String']['output'];
  /** Number of rows. */
  rows: Scalars['Int']['output'];
  /** Table of the database, such as `payment`. */
  table: Scalars['String']['output'];
  /** Last day on which the law requires the rows; null when there is no such day. */
  until?: Maybe<Scalars['Date']['output']>;
};

/** State of the identity check (know your customer). */
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

/** Language of messages and documents. */
export type Language =
  /** English. */
  | 'EN'
  /** Kyrgyz. */
  | 'KY'
  /** Russian. */
  | 'RU';

/** Kind of ledger account. */
export type LedgerAccountKind =
  /** The bank account. */
  | 'BANK'
  /** Cash at the counters. */
  | 'CASH'
  /** Money that a payment gateway has received and not paid out yet. */
  | 'CLEARING'
  /** Balance of a customer under one contract. */
  | 'CONTRACT'
  /** Fees of payment gateways. */
  | 'FEES'
  /** Contra account of opening balances. */
  | 'OPENING'
  /** Revenue. */
  | 'REVENUE'
  /** Received money whose purpose is not known yet. */
  | 'SUSPENSE'
  /** Tax payable. */
  | 'TAX'
  /** Adjustments. */
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

/** One side of a ledger posting. The entries of a posting sum to zero, and entries are never changed. */
export type LedgerEntry = {
  __typename?: 'LedgerEntry';
  /** Kind of account. */
  account: LedgerAccountKind;
  /** Amount: positive credits the account, negative debits it. */
  amount: Money;
  /** Balance of the contract's account after the entry; null for house accounts. */
  balanceAfter?: Maybe<Money>;
  /** The contract of the account; null for house accounts. */
  contract?: Maybe<Contract>;
  /** The other entries of the same posting that the viewer may see. */
  counterEntries: Array<LedgerEntry>;
  /** When the entry was posted. */
  createdAt: Scalars['DateTime']['output'];
  /** Description, as shown on statements. */
  description?: Maybe<Scalars['String']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Kind of posting. */
  kind: PostingKind;
  /** The payment of the posting, if any. */
  payment?: Maybe<Payment>;
};

/** A page of a list of LedgerEntry. */
export type LedgerEntryConnection = {
  __typename?: 'LedgerEntryConnection';
  /** The rows with their cursors. */
  edges: Array<LedgerEntryEdge>;
  /** The rows. */
  nodes: Array<LedgerEntry>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of LedgerEntry, with its cursor. */
export type LedgerEntryEdge = {
  __typename?: 'LedgerEntryEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: LedgerEntry;
};

/** Filter for LedgerEntry rows; all given conditions must hold. */
export type LedgerEntryFilter = {
  /** Kind of account. */
  account?: InputMaybe<LedgerAccountKindFilter>;
  /** All of these conditions hold. */
  and?: InputMaybe<Array<LedgerEntryFilter>>;
  /** The contract of the account; null for house accounts. */
  contract?: InputMaybe<ContractFilter>;
  /** When the entry was posted. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<LedgerEntryFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<LedgerEntryFilter>>;
  /** The payment of the posting, if any. */
  payment?: InputMaybe<PaymentFilter>;
};

/** Condition on the related LedgerEntry rows; all given conditions must hold. */
export type LedgerEntryListFilter = {
  /** All rows match; true for no rows. */
  every?: InputMaybe<LedgerEntryFilter>;
  /** No row matches. */
  none?: InputMaybe<LedgerEntryFilter>;
  /** At least one row matches. */
  some?: InputMaybe<LedgerEntryFilter>;
};

/** An order of LedgerEntry. */
export type LedgerEntryOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: LedgerEntryOrderField;
};

/** Fields by which a list of LedgerEntry can be ordered. */
export type LedgerEntryOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a ledger entry. */
export type LedgerEntryPayload = {
  __typename?: 'LedgerEntryPayload';
  /** The entry on the account of the given contract; null when the mutation was refused, and in a dry run. */
  entry?: Maybe<LedgerEntry>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Legal form of an organisation. */
export type LegalForm =
  /** Branch or representation of a legal person. */
  | 'BRANCH'
  /** Cooperative. */
  | 'COOPERATIVE'
  /** Limited liability company (ОсОО, ООО, LLC). */
  | 'LIMITED_COMPANY'
  /** Association, foundation or another non-profit organisation. */
  | 'NON_PROFIT'
  /** Another form. */
  | 'OTHER'
  /** Partnership. */
  | 'PARTNERSHIP'
  /** State body, or an institution that the state pays for. */
  | 'PUBLIC_BODY'
  /** Individual entrepreneur (ИП). */
  | 'SOLE_PROPRIETOR'
  /** State or municipal enterprise. */
  | 'STATE_ENTERPRISE'
  /** Joint stock company (ОАО, ЗАО, JSC). */
  | 'STOCK_COMPANY';

/** Input of `lockLine`. */
export type LockLineInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract, which is in service. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Reason for which two customers are similar, or are not. */
export type MatchCode =
  /** The birth dates are different. */
  | 'BIRTH_DATE_DIFFERENT'
  /** The birth dates are the same. */
  | 'BIRTH_DATE_SAME'
  /** The birth dates differ by one typing error, and by ten years at most. */
  | 'BIRTH_DATE_SIMILAR'
  /** Documents of one kind and country have different numbers. */
  | 'DOCUMENT_DIFFERENT'
  /** Both have one document number. */
  | 'DOCUMENT_SAME'
  /** Numbers of documents of one kind and country differ by one typing error. */
  | 'DOCUMENT_SIMILAR'
  /** The e-mail addresses are the same. */
  | 'EMAIL_SAME'
  /** An e-mail address of the one is a further contact of the other. */
  | 'FURTHER_EMAIL_SAME'
  /** A phone number of the one is a further contact of the other. */
  | 'FURTHER_PHONE_SAME'
  /** A part of the names is the same and another part is not, as with relatives. */
  | 'GIVEN_NAME_DIFFERENT'
  /** The one is a person, the other an organisation. */
  | 'KIND_DIFFERENT'
  /** Shorter names differ by several typing errors, or one name is a part of the other with errors. */
  | 'NAME_ALIKE'
  /** The names have nothing in common. */
  | 'NAME_DIFFERENT'
  /** The names have the same words in another order. */
  | 'NAME_REORDERED'
  /** The names are the same, in any spelling: Фёдоров equals Fedorov, `Асан уулу` equals Асанович. */
  | 'NAME_SAME'
  /** The one name is a part of the other, for example without the patronymic. */
  | 'NAME_SHORTENED'
  /** The names differ by a typing error, or those of three words by a few. */
  | 'NAME_SIMILAR'
  /** The contact numbers are the same. */
  | 'PHONE_SAME'
  /** The contact numbers differ by one typing error. */
  | 'PHONE_SIMILAR'
  /** The names differ by the surname only, as after a marriage. */
  | 'SURNAME_DIFFERENT';

/** A reason for which two customers are similar, or are not. */
export type MatchReason = {
  __typename?: 'MatchReason';
  /** The reason. */
  code: MatchCode;
  /** Its part of the score; negative where it makes a match less likely. */
  points: Scalars['Int']['output'];
};

/** Which side stays in each field of two customers that are merged. */
export type MergeChoicesInput = {
  /** Whose account manager stays; the survivor's when absent, or the other's where the survivor has none. */
  accountManager?: InputMaybe<MergeSide>;
  /** Whose birth date stays; the survivor's when absent, or the other's where the survivor has none. */
  birthDate?: InputMaybe<MergeSide>;
  /** Whose citizenship stays; the survivor's when absent, or the other's where the survivor has none. */
  citizenship?: InputMaybe<MergeSide>;
  /** Whose e-mail address stays; the survivor's when absent, or the other's where the survivor has none. */
  email?: InputMaybe<MergeSide>;
  /** Whose id in another system stays; the survivor's when absent, or the other's where the survivor has none. */
  externalId?: InputMaybe<MergeSide>;
  /** Whose language stays; the survivor's when absent, or the other's where the survivor has none. */
  language?: InputMaybe<MergeSide>;
  /** Whose legal form stays; the survivor's when absent, or the other's where the survivor has none. */
  legalForm?: InputMaybe<MergeSide>;
  /** Whose name stays; the survivor's when absent, or the other's where the survivor has none. */
  name?: InputMaybe<MergeSide>;
  /** Whose contact number stays; the survivor's when absent, or the other's where the survivor has none. */
  phone?: InputMaybe<MergeSide>;
  /** Whose sex stays; the survivor's when absent, or the other's where the survivor has none. */
  sex?: InputMaybe<MergeSide>;
  /** Whose tax number stays; the survivor's when absent, or the other's where the survivor has none. */
  taxNumber?: InputMaybe<MergeSide>;
};

/** Input of `mergeCustomers`. */
export type MergeCustomersInput = {
  /** Whose value stays in each field; the survivor's where absent, or the other's where the survivor has none. */
  choices?: InputMaybe<MergeChoicesInput>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The customer that is merged into it. */
  otherId: Scalars['ID']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
  /** The customer that stays. */
  survivorId: Scalars['ID']['input'];
};

/** One of the two customers of a merge. */
export type MergeSide =
  /** The customer that is merged into it. */
  | 'OTHER'
  /** The customer that stays. */
  | 'SURVIVOR';

/** A difference between the gateway, the payment and the ledger, and the decision about it. */
export type Mismatch = Node & {
  __typename?: 'Mismatch';
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** When it was decided. */
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Actor of the decision. */
  decidedBy?: Maybe<Scalars['String']['output']>;
  /** Difference of the amounts; a repair books it. */
  difference: Money;
  /** Difference of the fees; a repair books it. */
  feeDifference: Money;
  /** Name of the gateway. */
  gateway: Scalars['String']['output'];
  /** Amount according to the gateway. */
  gatewayAmount?: Maybe<Money>;
  /** Fee according to the gateway. */
  gatewayFee?: Maybe<Money>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Kind of difference. */
  kind: MismatchKind;
  /** Amount according to the ledger; null when nothing was posted. */
  ledgerAmount?: Maybe<Money>;
  /** Lines of the settlement that the mismatch is about. */
  lines: Array<SettlementLine>;
  /** Note of the decision. */
  note?: Maybe<Scalars['String']['output']>;
  /** Our payment, if any. */
  payment?: Maybe<Payment>;
  /** Amount of our payment or refund; negative for refunds. */
  paymentAmount?: Maybe<Money>;
  /** Recorded fee. */
  paymentFee?: Maybe<Money>;
  /** State of our payment or refund at the time of matching. */
  paymentStatus?: Maybe<Scalars['String']['output']>;
  /** Our refund, if any. */
  refund?: Maybe<Refund>;
  /** The settlement in which it was found. */
  settlement?: Maybe<Settlement>;
  /** State of the mismatch. */
  status: MismatchStatus;
  /** The repair that `applyRepair` would apply. */
  suggestedRepair: Repair;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of Mismatch. */
export type MismatchConnection = {
  __typename?: 'MismatchConnection';
  /** The rows with their cursors. */
  edges: Array<MismatchEdge>;
  /** The rows. */
  nodes: Array<Mismatch>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** Number of mismatches of one kind in a settlement. */
export type MismatchCount = {
  __typename?: 'MismatchCount';
  /** Number of dismissed mismatches. */
  dismissed: Scalars['Int']['output'];
  /** Kind of mismatch. */
  kind: MismatchKind;
  /** Number of open mismatches. */
  open: Scalars['Int']['output'];
  /** Number of repaired mismatches. */
  repaired: Scalars['Int']['output'];
};

/** A row of a list of Mismatch, with its cursor. */
export type MismatchEdge = {
  __typename?: 'MismatchEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Mismatch;
};

/** Filter for Mismatch rows; all given conditions must hold. */
export type MismatchFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<MismatchFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Name of the gateway. */
  gateway?: InputMaybe<CodeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Kind of difference. */
  kind?: InputMaybe<MismatchKindFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<MismatchFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<MismatchFilter>>;
  /** Our payment, if any. */
  payment?: InputMaybe<PaymentFilter>;
  /** Our refund, if any. */
  refund?: InputMaybe<RefundFilter>;
  /** The settlement in which it was found. */
  settlement?: InputMaybe<SettlementFilter>;
  /** State of the mismatch. */
  status?: InputMaybe<MismatchStatusFilter>;
};

/** Kind of difference between gateway, payment and ledger. */
export type MismatchKind =
  /** The amounts differ. */
  | 'AMOUNT'
  /** The currencies differ. */
  | 'CURRENCY'
  /** The gateway settled the same charge or refund twice. */
  | 'DUPLICATE'
  /** The settled fee differs from the recorded fee. */
  | 'FEE'
  /** A payment or refund succeeded, but the ledger has no entry for it or another amount. */
  | 'LEDGER'
  /** The gateway settled a payment or refund that has not succeeded here or is unknown here. */
  | 'MISSING_HERE'
  /** A payment or refund succeeded here, but the gateway did not settle it. */
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

/** Condition on the related Mismatch rows; all given conditions must hold. */
export type MismatchListFilter = {
  /** All rows match; true for no rows. */
  every?: InputMaybe<MismatchFilter>;
  /** No row matches. */
  none?: InputMaybe<MismatchFilter>;
  /** At least one row matches. */
  some?: InputMaybe<MismatchFilter>;
};

/** An order of Mismatch. */
export type MismatchOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: MismatchOrderField;
};

/** Fields by which a list of Mismatch can be ordered. */
export type MismatchOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a mismatch. */
export type MismatchPayload = {
  __typename?: 'MismatchPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** The mismatch after the mutation; null when the mutation was refused, and in a dry run. */
  mismatch?: Maybe<Mismatch>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** State of a mismatch. */
export type MismatchStatus =
  /** Dismissed; the note says why. */
  | 'DISMISSED'
  /** Not decided yet. */
  | 'OPEN'
  /** The suggested repair was applied. */
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
  /** Amount, with as many decimals as the currency has. */
  amount: Scalars['Decimal']['output'];
  /** ISO 4217 code. */
  currency: Scalars['CurrencyCode']['output'];
};

/** An exact amount. */
export type MoneyInput = {
  /** The amount, as a string. */
  amount: Scalars['Decimal']['input'];
  /** ISO 4217 code; the currency of the account when absent. */
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};

/** All mutations. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Record that a draft was signed: by whom and how. It does not lapse any more, and its account is opened, so that the first fee can be paid. */
  acceptContract?: Maybe<ContractPayload>;
  /** Put a signed contract into service, with its SIM and its number. The customer is activated with the first one, and the request behind the contract is fulfilled. */
  activateContract?: Maybe<ContractPayload>;
  /** Start work on a ticket. */
  activateTicket?: Maybe<TicketPayload>;
  /** Add a phone number or an e-mail address to a customer, or make one the primary one. */
  addContact?: Maybe<CustomerPayload>;
  /** Add a person who speaks for an organisation. */
  addContactPerson?: Maybe<CustomerPayload>;
  /** Add an address. It becomes the current one of its purpose; the earlier one is kept with the time until which it was current. */
  addCustomerAddress?: Maybe<CustomerPayload>;
  /** Add a note about a customer. Only staff reads notes. The version of the customer stays, since a note changes nothing of the customer. */
  addCustomerNote?: Maybe<CustomerPayload>;
  /** Add an identity document to a customer. It proves nothing until `verifyCustomer`; `attachToIdentityDocument` adds a file that shows it. */
  addIdentityDocument?: Maybe<CustomerPayload>;
  /** Put a document, a phone or a person on the blocklist. Only a keyed hash is stored, so that nobody can read the value. What is on the list already keeps its entry. */
  addToBlocklist?: Maybe<BlocklistEntryPayload>;
  /** Credit or debit a contract's balance as an adjustment. Above CRM_ADJUSTMENT_APPROVAL_ABOVE the first call is recorded and refused with SECOND_PERSON_REQUIRED; it is carried out when another person calls it for the same contract and amount within 24 hours. */
  adjustBalance?: Maybe<LedgerEntryPayload>;
  /** Answer the question about a request. It is NEW again and is checked by a job; its due time moves by the time that it waited. */
  answerRequest?: Maybe<RequestPayload>;
  /** Apply the suggested repair of a mismatch. */
  applyRepair?: Maybe<MismatchPayload>;
  /** Approve a refund that somebody else requested. */
  approveRefund?: Maybe<RefundPayload>;
  /** Ask the identity provider whether a document proves a customer's identity. The answer comes later; it verifies the identity or rejects it, as `verifyCustomer` and `rejectCustomerIdentity` do. */
  askIdentityProvider?: Maybe<CustomerPayload>;
  /** Ask the requester for what is missing. The due time stops until the answer; without one the request is withdrawn after CRM_REQUEST_ANSWER_DAYS. */
  askRequester?: Maybe<RequestPayload>;
  /** Assign a request to a member of the staff or a queue, or unassign it. Of two people who take one request at the same time, one is refused. */
  assignRequest?: Maybe<RequestPayload>;
  /** Assign a ticket to a member of the staff or a queue, or unassign it. */
  assignTicket?: Maybe<TicketPayload>;
  /** Add a file to the documents of a contract, such as the scan of the signed contract. */
  attachContractDocument?: Maybe<ContractPayload>;
  /** Attach a file that shows an identity document. */
  attachToIdentityDocument?: Maybe<CustomerPayload>;
  /** Attach a file to a request that is not decided yet. */
  attachToRequest?: Maybe<RequestPayload>;
  /** Attach a file to a ticket. */
  attachToTicket?: Maybe<TicketPayload>;
  /** Block a SIM that is lost, stolen or faulty. The contract that has it gets the hold LOST, where it stands not yet; a reservation ends. */
  blockSim?: Maybe<SimPayload>;
  /** Finish work on a ticket; it can then be closed. */
  blockTicket?: Maybe<TicketPayload>;
  /** Register all subscribers of a file. The import runs in the background. */
  bulkRegister?: Maybe<ImportPayload>;
  /** Cancel an import. Imported rows stay. */
  cancelBulkRegister?: Maybe<ImportPayload>;
  /** Cancel a contract that is not in service yet. Its SIM and its number return to the pool; the request behind it is VALIDATED again. */
  cancelContract?: Maybe<ContractPayload>;
  /** Cancel a search for duplicates that has not ended. The pairs that it found are kept; another may be started. */
  cancelDuplicateSearch?: Maybe<DuplicateSearchPayload>;
  /** Cancel an export that is not finished. No file is kept. */
  cancelExport?: Maybe<ExportPayload>;
  /** Cancel a payment that is not confirmed. */
  cancelPayment?: Maybe<PaymentPayload>;
  /** Cancel the exchange of a SIM that is not completed yet. The new SIM returns to the pool, and the old one stays as it is. */
  cancelSimSwap?: Maybe<ContractPayload>;
  /** Change the name of a customer, by the document that shows the new one. A verified identity is INITIALIZED again, since it was another name that was verified, unless staff `verified` the document in this act. */
  changeCustomerName?: Maybe<CustomerPayload>;
  /** Give a contract another number. The price of its class and the fee of the change are charged, and the old number is quarantined: the sign-ins of the line end, and messages that wait for the old number are not sent. */
  changeNumber?: Maybe<ContractPayload>;
  /** Change what a rule demands, its severity, its message or its days. To demand something of another field, or in another form, create another rule. */
  changeValidationRule?: Maybe<ValidationRulePayload>;
  /** Charge a contract once. */
  chargeContract?: Maybe<LedgerEntryPayload>;
  /** Close a contract. Its holds and a pending swap end, its SIM is terminated and its number is quarantined. `balance` says what happens to its balance. */
  closeContract?: Maybe<ContractPayload>;
  /** Close a customer without live contracts. The sessions of the customer's sign-ins end. */
  closeCustomer?: Maybe<CustomerPayload>;
  /** Close a ticket whose work is finished. */
  closeTicket?: Maybe<TicketPayload>;
  /** Add a comment to a ticket, for the customer or for staff only. */
  commentTicket?: Maybe<TicketPayload>;
  /** Create a draft of a contract. A SIM and a number are reserved for it until it is in service, is cancelled, or lapses because it was not signed within CRM_DRAFT_DAYS. */
  createContract?: Maybe<ContractPayload>;
  /** Create a customer without a contract. */
  createCustomer?: Maybe<CustomerPayload>;
  /** Create a tariff with its first version. It is sold at once, without options. */
  createTariff?: Maybe<TariffPayload>;
  /** Create a rule that the data of customers must meet. It holds at once, or from `activeFrom` on; data that is stored already is not checked by it. */
  createValidationRule?: Maybe<ValidationRulePayload>;
  /** Deactivate an application. Issued tokens are revoked within seconds. */
  deactivateClient?: Maybe<ClientPayload>;
  /** Deactivate a user. Sessions and tokens are revoked within seconds. */
  deactivateUser?: Maybe<UserPayload>;
  /** Delete a ticket that was opened by mistake, while it is FREE, with its comments and files. Its history (`statusChanges`) and the audit entry are kept; its entries in `events` have no node. */
  discardTicket?: Maybe<DiscardTicketPayload>;
  /** Decide that two customers are not the same. Later searches keep the decision. */
  dismissDuplicatePair?: Maybe<DuplicatePairPayload>;
  /** Dismiss a mismatch with a reason. */
  dismissMismatch?: Maybe<MismatchPayload>;
  /** End one of the caller's sessions; administrators may end any session. */
  endSession?: Maybe<SessionPayload>;
  /** Erase the personal data of a customer, for good. The books, the hashes of the audit trail and the states in histories stay; `dryRun` tells what is erased, and what is kept until when. A reason is required, and must not contain personal data, since it is kept. */
  eraseCustomer?: Maybe<EraseCustomerPayload>;
  /** Export the list `contracts` to a file, with its filter, search and order. The file holds what the list shows to the caller. It is written in the background. */
  exportContracts?: Maybe<ExportPayload>;
  /** Export everything that is stored about a customer, for the customer: an archive with the rows of all tables as JSON, and with the files of tickets and requests. It is written in the background; only the caller can download it. A holder exports their own data. */
  exportCustomerData?: Maybe<ExportPayload>;
  /** Export the list `customers` to a file, with its filter, search and order. The file holds what the list shows to the caller. It is written in the background. */
  exportCustomers?: Maybe<ExportPayload>;
  /** Export the list `payments` to a file, with its filter, search and order. The file holds what the list shows to the caller. It is written in the background. */
  exportPayments?: Maybe<ExportPayload>;
  /** Export the list `sims` to a file, with its filter, search and order. The file holds what the list shows to the caller. It is written in the background. */
  exportSims?: Maybe<ExportPayload>;
  /** Export the list `tickets` to a file, with its filter, search and order. The file holds what the list shows to the caller. It is written in the background. */
  exportTickets?: Maybe<ExportPayload>;
  /** End work on a request that did not succeed; it is VALIDATED again, and can be started again or rejected. */
  failRequest?: Maybe<RequestPayload>;
  /** Search all customers for possible duplicates, in the background. One search runs at a time: while one is queued or running, it is returned. */
  findDuplicates?: Maybe<DuplicateSearchPayload>;
  /** Fulfil a checked request. It is checked again, under locks on the document, the phone and the e-mail. A registration creates the customer, or uses `customerId`, and continues as `getSim`; CHANGE_DATA changes the contact data, CLOSE closes the contract. When this is refused, nothing was created and the request stays as it is. Other kinds were done elsewhere, and `reference` says what was done; those that take days are started first. */
  fulfilRequest?: Maybe<FulfilRequestPayload>;
  /** GetDeposit: top up a contract, at a counter or through the gateway. The idempotency keys of payments are kept permanently. */
  getDeposit?: Maybe<GetDepositPayload>;
  /** GetSim: register the subscriber, bind SIM and number, and activate the contract. */
  getSim?: Maybe<GetSimPayload>;
  /** Import ranges of numbers into the pool. Columns: first, last. */
  importNumbers?: Maybe<ImportPayload>;
  /** Import and match a gateway's settlement of one day. It replaces an earlier one of that day. */
  importSettlement?: Maybe<SettlementPayload>;
  /** Import SIMs into the pool. Columns: iccid, imsi, kind, status. */
  importSims?: Maybe<ImportPayload>;
  /** Import tariffs into the catalogue. Columns: tariff, name, monthly_fee, currency, active, options. */
  importTariffs?: Maybe<ImportPayload>;
  /** Invite a member of the staff, who sets a password with the returned link. */
  inviteUser?: Maybe<UserPayload>;
  /** Have a document of a contract made from the newest version of its template. It is among `Contract.documents` within seconds. */
  issueContractDocument?: Maybe<ContractPayload>;
  /** Forbid changes of the SIM and the number of a line. Only a person whose identity was verified can lock a line, since nobody else could unlock it. */
  lockLine?: Maybe<ContractPayload>;
  /** Merge a customer into another one that is the same person or organisation. All that is the other's becomes the survivor's; balances are those of contracts and do not change. The id and the number of the other one find the survivor from then on. Its sign-ins end. Of settings for messages the stricter one stays. */
  mergeCustomers?: Maybe<CustomerMergePayload>;
  /** Open a ticket. Subscribers open tickets about their own contracts. */
  openTicket?: Maybe<TicketPayload>;
  /** Pause an import after the rows in progress. */
  pauseBulkRegister?: Maybe<ImportPayload>;
  /** Pause an export. Its file is dropped. */
  pauseExport?: Maybe<ExportPayload>;
  /** Change the priority of a ticket. */
  prioritiseTicket?: Maybe<TicketPayload>;
  /** Publish a version of a tariff: what it costs and contains from a day on. Contracts keep the versions that they have; new contracts get the version that is in force then. */
  publishTariffVersion?: Maybe<TariffVersionPayload>;
  /** Reactivate a deactivated user. */
  reactivateUser?: Maybe<UserPayload>;
  /** Give a number in quarantine back to its last holder, for a contract that they have now. The number of that contract is quarantined. Nothing is charged. */
  reclaimNumber?: Maybe<PhoneNumberPayload>;
  /** Record that a customer consents. A consent to another version of the text replaces the one that stands. */
  recordConsent?: Maybe<ConsentPayload>;
  /** Refund a payment or a part of it, by its original payment method. */
  refundPayment?: Maybe<RefundPayload>;
  /** Register an application as an OAuth client. */
  registerClient?: Maybe<ClientPayload>;
  /** Record that a customer's documents were rejected, finally or until a next attempt. Attempts are counted. */
  rejectCustomerIdentity?: Maybe<CustomerPayload>;
  /** Reject a requested refund. */
  rejectRefund?: Maybe<RefundPayload>;
  /** Refuse a request. The requester is told the reason. */
  rejectRequest?: Maybe<RequestPayload>;
  /** Return a reserved phone number to the pool. */
  releaseNumber?: Maybe<PhoneNumberPayload>;
  /** Return a reserved SIM to the pool, or release an imported one for sale. One that a contract waits for is reserved for this contract. */
  releaseSim?: Maybe<SimPayload>;
  /** Remove a phone number or an e-mail address that is not the primary one. `addContact` exchanges the primary one; `updateCustomerContact` removes the primary e-mail address. */
  removeContact?: Maybe<CustomerPayload>;
  /** Remove a contact person of an organisation. */
  removeContactPerson?: Maybe<CustomerPayload>;
  /** Take an entry off the blocklist. The reason is in its event; the audit trail says who and when. */
  removeFromBlocklist?: Maybe<RemoveFromBlocklistPayload>;
  /** Put a closed contract into service again, within CRM_REOPENING_DAYS: its SIM and its number come back, and the customer too. The holds that ended with its closing stand again. */
  reopenContract?: Maybe<ContractPayload>;
  /** Replace an identity document, such as an expired or a lost one. The replaced document stays in the list and proves nothing any more. Where the identity was verified by no other valid document, it is INITIALIZED again, unless the new document is `verified`. */
  replaceIdentityDocument?: Maybe<CustomerPayload>;
  /** Make a request from a ticket: its words, its comments that the customer can see and its files are copied, and its customer and contract are those of the request. The ticket stays as it is. */
  requestFromTicket?: Maybe<RequestPayload>;
  /** Requeue a notification that was given up. */
  resendNotification?: Maybe<NotificationPayload>;
  /** Reserve an available phone number for some hours. Nobody else can assign it meanwhile. */
  reserveNumber?: Maybe<PhoneNumberPayload>;
  /** Reserve an available SIM for some hours. Nobody else can assign it meanwhile. */
  reserveSim?: Maybe<SimPayload>;
  /** Remove the second factor of a user. All sessions of the user end. */
  resetUserSecondFactor?: Maybe<UserPayload>;
  /** Reopen the identity check of a rejected customer. After a FINAL rejection, or CRM_IDENTITY_ATTEMPTS rejections, only an administrator does so. */
  resubmitCustomerIdentity?: Maybe<CustomerPayload>;
  /** Resume a paused import where it stopped. */
  resumeBulkRegister?: Maybe<ImportPayload>;
  /** Lift one hold from a contract, for example FRAUD. The contract is resumed when no other hold stands. The first call for FRAUD or REGULATOR is recorded and refused with SECOND_PERSON_REQUIRED; the hold is lifted when another person calls it within 24 hours. */
  resumeContract?: Maybe<ContractPayload>;
  /** Resume a suspended customer. The holds CUSTOMER_SUSPENDED are lifted; a contract with another hold stays suspended. */
  resumeCustomer?: Maybe<CustomerPayload>;
  /** Resume a paused export. It starts over with the rows of that time. */
  resumeExport?: Maybe<ExportPayload>;
  /** Resume work on a suspended ticket. */
  resumeTicket?: Maybe<TicketPayload>;
  /** Retire a SIM that never had a contract, such as one that was damaged in the stock. It cannot be used again. */
  retireSim?: Maybe<SimPayload>;
  /** End the sale of a tariff. The contracts that have it keep it. */
  retireTariff?: Maybe<TariffPayload>;
  /** End a rule at once and for good. It stays in the list. */
  retireValidationRule?: Maybe<ValidationRulePayload>;
  /** Run a held job again. */
  retryJob?: Maybe<RetryJobPayload>;
  /** Reverse a charge, an adjustment or a transfer. */
  reverseEntry?: Maybe<LedgerEntryPayload>;
  /** Create a new client secret. The old one becomes invalid. */
  rotateClientSecret?: Maybe<ClientPayload>;
  /** Decide when a signed contract is activated: now, on a date, or when its SIM arrives. A later call replaces an earlier decision. All other conditions of `activationSummary` than the SIM and the first fee must be met; they are checked again at the start. */
  scheduleContract?: Maybe<ContractPayload>;
  /** Send the customer a one-time code to sign a draft with, as a text message to the contact number. It is valid for 10 minutes and 5 attempts; a new code takes the place of an earlier one. */
  sendContractCode?: Maybe<ContractPayload>;
  /** Set how far below zero the balance of a contract may go. Above CRM_CREDIT_LIMIT_APPROVAL_ABOVE, and to remove the limit, the first call is recorded and refused with SECOND_PERSON_REQUIRED; it is carried out when another person calls it for the same contract and limit within 24 hours. */
  setCreditLimit?: Maybe<CreditLimitPayload>;
  /** Set whether and when a customer gets messages of one purpose on one channel. */
  setNotificationPreference?: Maybe<NotificationPreferencePayload>;
  /** Set the patterns and the prices of a class of numbers. Numbers without a holder are classified again in the background. */
  setNumberClass?: Maybe<SetNumberClassPayload>;
  /** Change the role of a user. Issued tokens are revoked within seconds. */
  setUserRole?: Maybe<UserPayload>;
  /** End all sessions of the caller, including the present one. */
  signOutEverywhere?: Maybe<SessionPayload>;
  /** Start work on a checked request that takes longer, such as the port of a number. */
  startRequest?: Maybe<RequestPayload>;
  /** Submit a request. A job checks it at once: it becomes VALIDATED, with its violations and candidates. Subscribers submit requests about their own lines, partners requests that name neither a customer nor a contract. Without an idempotency key, the same request of the same caller within CRM_REQUEST_REPEAT_SECONDS is the first one, while that one is not decided. */
  submitRequest?: Maybe<RequestPayload>;
  /** Place a hold on a contract, for example FRAUD. Its service is stopped while any hold stands. */
  suspendContract?: Maybe<ContractPayload>;
  /** Suspend a customer: a hold CUSTOMER_SUSPENDED is placed on each contract in service, and no new contracts are accepted. */
  suspendCustomer?: Maybe<CustomerPayload>;
  /** Suspend a ticket. Its due times are moved by the time of the suspension. */
  suspendTicket?: Maybe<TicketPayload>;
  /** Start the exchange of the SIM of a contract. The customer is told, and the new SIM replaces the old one after CRM_SIM_SWAP_MINUTES; until then the old one stays in service, unless something happened to it. */
  swapSim?: Maybe<ContractPayload>;
  /** Transfer balance between two contracts of one customer. */
  transferBalance?: Maybe<LedgerEntryPayload>;
  /** Unblock a SIM that was found again or works. The hold LOST of its contract is lifted, and no other; a SIM without a contract returns to the pool. */
  unblockSim?: Maybe<SimPayload>;
  /** Undo a merge of two customers within 30 days, the last one of a customer first. What was the other one's is so again. What came since stays with the survivor, unless its contract returns. Fields that were changed since are kept, and `warnings` list them. Ended sign-ins do not come back. The hold CUSTOMER_SUSPENDED is on the contracts of each of the two who is suspended then, and on no others. */
  undoMerge?: Maybe<CustomerMergePayload>;
  /** Allow changes of the SIM and the number of a line again. The number of the customer's verified document is required, at a counter too, and five may be tried in a day. */
  unlockLine?: Maybe<ContractPayload>;
  /** Change a customer's primary phone or e-mail, or correct the name. `changeCustomerName` changes the name of a customer whose identity is verified. */
  updateCustomerContact?: Maybe<CustomerPayload>;
  /** Change personal data of a customer, or the data of an organisation. */
  updateCustomerProfile?: Maybe<CustomerPayload>;
  /** Check a request, or check it again: find its fields, the rules that it breaks and the customers whom it may be about. VALIDATED means that it was checked, not that nothing was found. */
  validateRequest?: Maybe<RequestPayload>;
  /** Record that a customer's identity was verified by a document. A person can then sign in with the number of this document as the holder of all their contracts. Verifying again, for example with a renewed card, requires a reason. */
  verifyCustomer?: Maybe<CustomerPayload>;
  /** Record that a customer withdrew a consent. From then on no message is sent on the strength of it, not even one that waits to be sent. Of a customer who was merged, the survivor's consent to the same is withdrawn with it. */
  withdrawConsent?: Maybe<ConsentPayload>;
  /** Withdraw a request, as its requester wishes. */
  withdrawRequest?: Maybe<RequestPayload>;
};


/** All mutations. */
export type MutationAcceptContractArgs = {
  input: AcceptContractInput;
};


/** All mutations. */
export type MutationActivateContractArgs = {
  input: ActivateContractInput;
};


/** All mutations. */
export type MutationActivateTicketArgs = {
  input: TicketActionInput;
};


/** All mutations. */
export type MutationAddContactArgs = {
  input: AddContactInput;
};


/** All mutations. */
export type MutationAddContactPersonArgs = {
  input: AddContactPersonInput;
};


/** All mutations. */
export type MutationAddCustomerAddressArgs = {
  input: AddCustomerAddressInput;
};


/** All mutations. */
export type MutationAddCustomerNoteArgs = {
  input: AddCustomerNoteInput;
};


/** All mutations. */
export type MutationAddIdentityDocumentArgs = {
  input: AddIdentityDocumentInput;
};


/** All mutations. */
export type MutationAddToBlocklistArgs = {
  input: AddToBlocklistInput;
};


/** All mutations. */
export type MutationAdjustBalanceArgs = {
  input: AdjustBalanceInput;
};


/** All mutations. */
export type MutationAnswerRequestArgs = {
  input: AnswerRequestInput;
};


/** All mutations. */
export type MutationApplyRepairArgs = {
  input: ApplyRepairInput;
};


/** All mutations. */
export type MutationApproveRefundArgs = {
  input: ApproveRefundInput;
};


/** All mutations. */
export type MutationAskIdentityProviderArgs = {
  input: AskIdentityProviderInput;
};


/** All mutations. */
export type MutationAskRequesterArgs = {
  input: AskRequesterInput;
};


/** All mutations. */
export type MutationAssignRequestArgs = {
  input: AssignRequestInput;
};


/** All mutations. */
export type MutationAssignTicketArgs = {
  input: AssignTicketInput;
};


/** All mutations. */
export type MutationAttachContractDocumentArgs = {
  input: AttachContractDocumentInput;
};


/** All mutations. */
export type MutationAttachToIdentityDocumentArgs = {
  input: AttachToIdentityDocumentInput;
};


/** All mutations. */
export type MutationAttachToRequestArgs = {
  input: AttachToRequestInput;
};


/** All mutations. */
export type MutationAttachToTicketArgs = {
  input: AttachToTicketInput;
};


/** All mutations. */
export type MutationBlockSimArgs = {
  input: BlockSimInput;
};


/** All mutations. */
export type MutationBlockTicketArgs = {
  input: TicketActionInput;
};


/** All mutations. */
export type MutationBulkRegisterArgs = {
  input: BulkRegisterInput;
};


/** All mutations. */
export type MutationCancelBulkRegisterArgs = {
  input: ImportActInput;
};


/** All mutations. */
export type MutationCancelContractArgs = {
  input: CancelContractInput;
};


/** All mutations. */
export type MutationCancelDuplicateSearchArgs = {
  input: CancelDuplicateSearchInput;
};


/** All mutations. */
export type MutationCancelExportArgs = {
  input: ExportActInput;
};


/** All mutations. */
export type MutationCancelPaymentArgs = {
  input: PaymentActionInput;
};


/** All mutations. */
export type MutationCancelSimSwapArgs = {
  input: CancelSimSwapInput;
};


/** All mutations. */
export type MutationChangeCustomerNameArgs = {
  input: ChangeCustomerNameInput;
};


/** All mutations. */
export type MutationChangeNumberArgs = {
  input: ChangeNumberInput;
};


/** All mutations. */
export type MutationChangeValidationRuleArgs = {
  input: ChangeValidationRuleInput;
};


/** All mutations. */
export type MutationChargeContractArgs = {
  input: ChargeContractInput;
};


/** All mutations. */
export type MutationCloseContractArgs = {
  input: ContractActionInput;
};


/** All mutations. */
export type MutationCloseCustomerArgs = {
  input: CustomerActionInput;
};


/** All mutations. */
export type MutationCloseTicketArgs = {
  input: TicketActionInput;
};


/** All mutations. */
export type MutationCommentTicketArgs = {
  input: CommentTicketInput;
};


/** All mutations. */
export type MutationCreateContractArgs = {
  input: CreateContractInput;
};


/** All mutations. */
export type MutationCreateCustomerArgs = {
  input: CreateCustomerInput;
};


/** All mutations. */
export type MutationCreateTariffArgs = {
  input: CreateTariffInput;
};


/** All mutations. */
export type MutationCreateValidationRuleArgs = {
  input: CreateValidationRuleInput;
};


/** All mutations. */
export type MutationDeactivateClientArgs = {
  input: ClientActionInput;
};


/** All mutations. */
export type MutationDeactivateUserArgs = {
  input: UserActionInput;
};


/** All mutations. */
export type MutationDiscardTicketArgs = {
  input: DiscardTicketInput;
};


/** All mutations. */
export type MutationDismissDuplicatePairArgs = {
  input: DismissDuplicatePairInput;
};


/** All mutations. */
export type MutationDismissMismatchArgs = {
  input: DismissMismatchInput;
};


/** All mutations. */
export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


/** All mutations. */
export type MutationEraseCustomerArgs = {
  input: EraseCustomerInput;
};


/** All mutations. */
export type MutationExportContractsArgs = {
  input: ExportContractsInput;
};


/** All mutations. */
export type MutationExportCustomerDataArgs = {
  input: ExportCustomerDataInput;
};


/** All mutations. */
export type MutationExportCustomersArgs = {
  input: ExportCustomersInput;
};


/** All mutations. */
export type MutationExportPaymentsArgs = {
  input: ExportPaymentsInput;
};


/** All mutations. */
export type MutationExportSimsArgs = {
  input: ExportSimsInput;
};


/** All mutations. */
export type MutationExportTicketsArgs = {
  input: ExportTicketsInput;
};


/** All mutations. */
export type MutationFailRequestArgs = {
  input: RequestActionInput;
};


/** All mutations. */
export type MutationFindDuplicatesArgs = {
  input?: InputMaybe<FindDuplicatesInput>;
};


/** All mutations. */
export type MutationFulfilRequestArgs = {
  input: FulfilRequestInput;
};


/** All mutations. */
export type MutationGetDepositArgs = {
  input: GetDepositInput;
};


/** All mutations. */
export type MutationGetSimArgs = {
  input: GetSimInput;
};


/** All mutations. */
export type MutationImportNumbersArgs = {
  input: ImportFileInput;
};


/** All mutations. */
export type MutationImportSettlementArgs = {
  input: ImportSettlementInput;
};


/** All mutations. */
export type MutationImportSimsArgs = {
  input: ImportFileInput;
};


/** All mutations. */
export type MutationImportTariffsArgs = {
  input: ImportFileInput;
};


/** All mutations. */
export type MutationInviteUserArgs = {
  input: InviteUserInput;
};


/** All mutations. */
export type MutationIssueContractDocumentArgs = {
  input: IssueContractDocumentInput;
};


/** All mutations. */
export type MutationLockLineArgs = {
  input: LockLineInput;
};


/** All mutations. */
export type MutationMergeCustomersArgs = {
  input: MergeCustomersInput;
};


/** All mutations. */
export type MutationOpenTicketArgs = {
  input: OpenTicketInput;
};


/** All mutations. */
export type MutationPauseBulkRegisterArgs = {
  input: ImportActInput;
};


/** All mutations. */
export type MutationPauseExportArgs = {
  input: ExportActInput;
};


/** All mutations. */
export type MutationPrioritiseTicketArgs = {
  input: PrioritiseTicketInput;
};


/** All mutations. */
export type MutationPublishTariffVersionArgs = {
  input: PublishTariffVersionInput;
};


/** All mutations. */
export type MutationReactivateUserArgs = {
  input: UserActionInput;
};


/** All mutations. */
export type MutationReclaimNumberArgs = {
  input: ReclaimNumberInput;
};


/** All mutations. */
export type MutationRecordConsentArgs = {
  input: RecordConsentInput;
};


/** All mutations. */
export type MutationRefundPaymentArgs = {
  input: RefundPaymentInput;
};


/** All mutations. */
export type MutationRegisterClientArgs = {
  input: RegisterClientInput;
};


/** All mutations. */
export type MutationRejectCustomerIdentityArgs = {
  input: RejectCustomerIdentityInput;
};


/** All mutations. */
export type MutationRejectRefundArgs = {
  input: RejectRefundInput;
};


/** All mutations. */
export type MutationRejectRequestArgs = {
  input: RejectRequestInput;
};


/** All mutations. */
export type MutationReleaseNumberArgs = {
  input: ReleaseNumberInput;
};


/** All mutations. */
export type MutationReleaseSimArgs = {
  input: ReleaseSimInput;
};


/** All mutations. */
export type MutationRemoveContactArgs = {
  input: RemoveContactInput;
};


/** All mutations. */
export type MutationRemoveContactPersonArgs = {
  input: RemoveContactPersonInput;
};


/** All mutations. */
export type MutationRemoveFromBlocklistArgs = {
  input: RemoveFromBlocklistInput;
};


/** All mutations. */
export type MutationReopenContractArgs = {
  input: ReopenContractInput;
};


/** All mutations. */
export type MutationReplaceIdentityDocumentArgs = {
  input: ReplaceIdentityDocumentInput;
};


/** All mutations. */
export type MutationRequestFromTicketArgs = {
  input: RequestFromTicketInput;
};


/** All mutations. */
export type MutationResendNotificationArgs = {
  input: NotificationActionInput;
};


/** All mutations. */
export type MutationReserveNumberArgs = {
  input: ReserveNumberInput;
};


/** All mutations. */
export type MutationReserveSimArgs = {
  input: ReserveSimInput;
};


/** All mutations. */
export type MutationResetUserSecondFactorArgs = {
  input: UserActionInput;
};


/** All mutations. */
export type MutationResubmitCustomerIdentityArgs = {
  input: ResubmitCustomerIdentityInput;
};


/** All mutations. */
export type MutationResumeBulkRegisterArgs = {
  input: ImportActInput;
};


/** All mutations. */
export type MutationResumeContractArgs = {
  input: ContractActionInput;
};


/** All mutations. */
export type MutationResumeCustomerArgs = {
  input: CustomerActionInput;
};


/** All mutations. */
export type MutationResumeExportArgs = {
  input: ExportActInput;
};


/** All mutations. */
export type MutationResumeTicketArgs = {
  input: TicketActionInput;
};


/** All mutations. */
export type MutationRetireSimArgs = {
  input: RetireSimInput;
};


/** All mutations. */
export type MutationRetireTariffArgs = {
  input: RetireTariffInput;
};


/** All mutations. */
export type MutationRetireValidationRuleArgs = {
  input: RetireValidationRuleInput;
};


/** All mutations. */
export type MutationRetryJobArgs = {
  input: JobActionInput;
};


/** All mutations. */
export type MutationReverseEntryArgs = {
  input: ReverseEntryInput;
};


/** All mutations. */
export type MutationRotateClientSecretArgs = {
  input: ClientActionInput;
};


/** All mutations. */
export type MutationScheduleContractArgs = {
  input: ScheduleContractInput;
};


/** All mutations. */
export type MutationSendContractCodeArgs = {
  input: SendContractCodeInput;
};


/** All mutations. */
export type MutationSetCreditLimitArgs = {
  input: SetCreditLimitInput;
};


/** All mutations. */
export type MutationSetNotificationPreferenceArgs = {
  input: NotificationPreferenceInput;
};


/** All mutations. */
export type MutationSetNumberClassArgs = {
  input: SetNumberClassInput;
};


/** All mutations. */
export type MutationSetUserRoleArgs = {
  input: SetUserRoleInput;
};


/** All mutations. */
export type MutationSignOutEverywhereArgs = {
  input?: InputMaybe<SignOutEverywhereInput>;
};


/** All mutations. */
export type MutationStartRequestArgs = {
  input: RequestActionInput;
};


/** All mutations. */
export type MutationSubmitRequestArgs = {
  input: SubmitRequestInput;
};


/** All mutations. */
export type MutationSuspendContractArgs = {
  input: ContractActionInput;
};


/** All mutations. */
export type MutationSuspendCustomerArgs = {
  input: CustomerActionInput;
};


/** All mutations. */
export type MutationSuspendTicketArgs = {
  input: TicketActionInput;
};


/** All mutations. */
export type MutationSwapSimArgs = {
  input: SwapSimInput;
};


/** All mutations. */
export type MutationTransferBalanceArgs = {
  input: TransferBalanceInput;
};


/** All mutations. */
export type MutationUnblockSimArgs = {
  input: UnblockSimInput;
};


/** All mutations. */
export type MutationUndoMergeArgs = {
  input: UndoMergeInput;
};


/** All mutations. */
export type MutationUnlockLineArgs = {
  input: UnlockLineInput;
};


/** All mutations. */
export type MutationUpdateCustomerContactArgs = {
  input: UpdateCustomerContactInput;
};


/** All mutations. */
export type MutationUpdateCustomerProfileArgs = {
  input: UpdateCustomerProfileInput;
};


/** All mutations. */
export type MutationValidateRequestArgs = {
  input: ValidateRequestInput;
};


/** All mutations. */
export type MutationVerifyCustomerArgs = {
  input: VerifyCustomerInput;
};


/** All mutations. */
export type MutationWithdrawConsentArgs = {
  input: WithdrawConsentInput;
};


/** All mutations. */
export type MutationWithdrawRequestArgs = {
  input: RequestActionInput;
};

/** Data of a new customer. */
export type NewCustomerInput = {
  /** Birth date of a person, from 1900 to today. If it differs from the stored one, the customer is a possible duplicate; if none is stored, it is added to a recognised customer. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** Identity document. An existing customer with this document and the same name is recognised; with another name the customer is a possible duplicate. A new document is added to a recognised customer. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** Contact e-mail address; the part before the @ may have Latin letters, digits and punctuation only. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Person or organisation. */
  kind: CustomerKind;
  /** Language of messages and documents for the customer. */
  language?: InputMaybe<Language>;
  /** Full name, surname first, or the organisation's name; it must contain a letter. */
  name: Scalars['String']['input'];
  /** Contact number, valid in its country, without letters or an extension, such as +996555123456. Without a plus sign it is read as a number of the default region, such as 0555 123 456. */
  phone: Scalars['String']['input'];
};

/** An object with a globally unique id. */
export type Node = {
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** State machines. */
export type NodeType =
  /** A contract. */
  | 'CONTRACT'
  /** A customer. */
  | 'CUSTOMER'
  /** A duplicate pair. */
  | 'DUPLICATE_PAIR'
  /** The identity check of a customer. */
  | 'KYC'
  /** A payment. */
  | 'PAYMENT'
  /** A phone number. */
  | 'PHONE_NUMBER'
  /** A refund. */
  | 'REFUND'
  /** A request. */
  | 'REQUEST'
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

/** A message to a customer, or to the requester of a request, on one channel. */
export type Notification = Node & {
  __typename?: 'Notification';
  /** Number of attempts. */
  attempts: Scalars['Int']['output'];
  /** Channel of the message. */
  channel: NotificationChannel;
  /** The contract the message is about, if any. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The customer who gets the message; null for sign-in codes, and where it goes to the contact in a request. */
  customer?: Maybe<Customer>;
  /** When delivery was confirmed. */
  deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Language of the message. */
  language: Language;
  /** Why the last attempt failed, in words that may be the provider's; hidden from analysts. */
  lastError?: Maybe<Scalars['String']['output']>;
  /** Why the last attempt failed. */
  lastErrorCode?: Maybe<NotificationError>;
  /** Status code of the provider's answer, such as 550 5.1.1 or 0x0000000b. */
  lastErrorStatus?: Maybe<Scalars['String']['output']>;
  /** Time of the next attempt. */
  notBefore: Scalars['DateTime']['output'];
  /** The payment the message is about, if any. */
  payment?: Maybe<Payment>;
  /** Number of attempts that may have delivered the message although the other side did not confirm it. */
  possibleDuplicates: Scalars['Int']['output'];
  /** Purpose of the message. */
  purpose: NotificationPurpose;
  /** E-mail address or phone number; null for messages in the app. */
  recipient?: Maybe<Scalars['String']['output']>;
  /** The request the message is about, if any. */
  request?: Maybe<Request>;
  /** When the channel accepted the message. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the message. */
  status: NotificationStatus;
  /** Subject. */
  subject?: Maybe<Scalars['String']['output']>;
  /** Text; sign-in codes are masked. */
  text: Scalars['String']['output'];
  /** The ticket the message is about, if any. */
  ticket?: Maybe<Ticket>;
  /** Topic of the event, such as contract.activated. */
  topic: Scalars['String']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** Input of `resendNotification`. */
export type NotificationActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The notification. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** A message to the app was added. */
export type NotificationAdded = {
  __typename?: 'NotificationAdded';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** The message. */
  notification: Notification;
};

/** Channel of a message. */
export type NotificationChannel =
  /** By e-mail. */
  | 'EMAIL'
  /** In the app only. */
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
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Notification, with its cursor. */
export type NotificationEdge = {
  __typename?: 'NotificationEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Notification;
};

/** Why an attempt to send a message failed. */
export type NotificationError =
  /** The message expired before it could be sent. */
  | 'EXPIRED'
  /** Every attempt was interrupted. */
  | 'INTERRUPTED'
  /** The network could not deliver the message. */
  | 'NOT_DELIVERED'
  /** The customer withdrew the consent that the message needs. */
  | 'NO_CONSENT'
  /** The number has left its holder since: somebody else may have it. */
  | 'NUMBER_RELEASED'
  /** The provider refused the message; `lastErrorStatus` is the status of its answer. */
  | 'REFUSED'
  /** An error of the product; its log has the details. */
  | 'UNEXPECTED'
  /** The provider could not be reached, or did not answer. */
  | 'UNREACHABLE'
  /** The address or the text is of a form that cannot be sent. */
  | 'UNSENDABLE';

/** Filter for Notification rows; all given conditions must hold. */
export type NotificationFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<NotificationFilter>>;
  /** Channel of the message. */
  channel?: InputMaybe<NotificationChannelFilter>;
  /** The contract the message is about, if any. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** The customer who gets the message; null for sign-in codes, and where it goes to the contact in a request. */
  customer?: InputMaybe<CustomerFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<NotificationFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<NotificationFilter>>;
  /** Purpose of the message. */
  purpose?: InputMaybe<NotificationPurposeFilter>;
  /** State of the message. */
  status?: InputMaybe<NotificationStatusFilter>;
};

/** An order of Notification. */
export type NotificationOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: NotificationOrderField;
};

/** Fields by which a list of Notification can be ordered. */
export type NotificationOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a notification. */
export type NotificationPayload = {
  __typename?: 'NotificationPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** The notification after the mutation; null when the mutation was refused, and in a dry run. */
  notification?: Maybe<Notification>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Setting of a customer for messages of one purpose on one channel. */
export type NotificationPreference = {
  __typename?: 'NotificationPreference';
  /** Whether messages are sent. */
  allowed: Scalars['Boolean']['output'];
  /** Channel of the messages. */
  channel: NotificationChannel;
  /** Purpose of the messages. */
  purpose: NotificationPurpose;
  /** Begin of the quiet hours, local time, HH:MM; null when there are none. */
  quietFrom?: Maybe<Scalars['String']['output']>;
  /** End of the quiet hours, HH:MM. */
  quietUntil?: Maybe<Scalars['String']['output']>;
  /** When the setting was last changed. */
  updatedAt: Scalars['DateTime']['output'];
};

/** Input of `setNotificationPreference`: setting for messages of one purpose on one channel. */
export type NotificationPreferenceInput = {
  /** Whether messages are sent. */
  allowed: Scalars['Boolean']['input'];
  /** Channel of the messages. */
  channel: NotificationChannel;
  /** The customer; subscribers may give their own only. */
  customerId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Purpose of the messages. */
  purpose: NotificationPurpose;
  /** Begin of the quiet hours, local time, HH:MM; when absent, there are none. */
  quietFrom?: InputMaybe<Scalars['String']['input']>;
  /** End of the quiet hours, HH:MM; required with `quietFrom`. */
  quietUntil?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `setNotificationPreference`. */
export type NotificationPreferencePayload = {
  __typename?: 'NotificationPreferencePayload';
  /** The customer after the mutation; null when the mutation was refused, and in a dry run. */
  customer?: Maybe<Customer>;
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Purpose of a message. */
export type NotificationPurpose =
  /** The balance is low. */
  | 'BALANCE'
  /** An offer; only sent with the customer's consent. */
  | 'MARKETING'
  /** A payment succeeded or failed. */
  | 'PAYMENT'
  /** A question about a request, or its decision. */
  | 'REQUEST'
  /** A contract was activated, suspended, resumed or closed. */
  | 'SERVICE'
  /** A sign-in code. */
  | 'SIGN_IN'
  /** A ticket changed or was answered. */
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

/** State of a message. */
export type NotificationStatus =
  /** Delivered. */
  | 'DELIVERED'
  /** Not sent, without further attempts; an operator can requeue it. */
  | 'FAILED'
  /** Waiting for the first or the next attempt. */
  | 'QUEUED'
  /** Accepted by the channel. */
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
  /** Begin of the period. */
  from: Scalars['DateTime']['output'];
  /** End of the period; null while it lasts. */
  to?: Maybe<Scalars['DateTime']['output']>;
};

/** Class of a phone number, by its last digits. Administrators set the patterns and the prices. */
export type NumberClass =
  /** More than SILVER. */
  | 'GOLD'
  /** The most sought-after numbers. */
  | 'PLATINUM'
  /** The first class that costs something. */
  | 'SILVER'
  /** What no other class is. It costs nothing. */
  | 'STANDARD';

/** Compares a value; all given operators must hold. */
export type NumberClassFilter = {
  /** Equal to. */
  eq?: InputMaybe<NumberClass>;
  /** Any of these. */
  in?: InputMaybe<Array<NumberClass>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<NumberClass>;
};

/** A class of phone numbers, with its prices. */
export type NumberClassTerms = {
  __typename?: 'NumberClassTerms';
  /** Charged besides when a line changes to a number of the class. */
  changeFee: Money;
  /** The class. */
  class: NumberClass;
  /** Patterns of the last digits; see `setNumberClass`. */
  patterns: Array<Scalars['String']['output']>;
  /** Charged when a number is assigned, tax included. */
  price: Money;
};

/** Compares a value; all given operators must hold. */
export type NumberFilter = {
  /** Contains this text of at least 3 characters. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Equal to. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Any of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Fits this pattern: digits, `?` for any digit, `…` or `*` for any digits, such as `…77`. It needs the last two digits, the first five characters, or three digits in succession. */
  matches?: InputMaybe<Scalars['String']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** Starts with this text. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What to do with a file that has invalid rows. */
export type OnError =
  /** No row is imported. */
  | 'REJECT_FILE'
  /** The valid rows are imported. */
  | 'SKIP_ROW';

/** A new ticket. */
export type OpenTicketInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Category chosen by the desk, at most 50 characters. */
  category?: InputMaybe<Scalars['String']['input']>;
  /** The contract the ticket is about. Give this or `customerId`; a subscriber's own line when both are absent. */
  contractId?: InputMaybe<Scalars['ID']['input']>;
  /** The customer, when the ticket is not about a contract. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Description, at most 10,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** A payment of the contract that the ticket is about. */
  paymentId?: InputMaybe<Scalars['ID']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Priority. It is ignored when a subscriber opens the ticket. */
  priority?: InputMaybe<TicketPriority>;
  /** Queue of the team that works on it, at most 50 characters; staff only. */
  queue?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Subject: one line of at most 200 characters. */
  subject: Scalars['String']['input'];
};

/** Direction of an order. */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** Position of a page in its list. */
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
  /** Amount paid. */
  amount: Money;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Receipt and credit notes. */
  bills: Array<Bill>;
  /** Address of the gateway's payment page while the payment is undecided; only for the payer and staff. */
  checkoutUrl?: Maybe<Scalars['String']['output']>;
  /** The contract the payment is for. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Failure code of the gateway. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** Failure message of the gateway; hidden from analysts and subscribers. */
  failureMessage?: Maybe<Scalars['String']['output']>;
  /** Name of the gateway; null for payments at a counter. */
  gateway?: Maybe<Scalars['String']['output']>;
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Ledger entries of the payment. */
  ledgerEntries: Array<LedgerEntry>;
  /** Payment method. */
  method: PaymentMethod;
  /** Payment number, as printed on receipts. */
  number: Scalars['String']['output'];
  /** When the payment was confirmed. */
  paidAt?: Maybe<Scalars['DateTime']['output']>;
  /** Amount refunded. */
  refunded: Money;
  /** Refunds, newest first. */
  refunds: Array<Refund>;
  /** State of the payment. */
  status: PaymentStatus;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** Input of `cancelPayment`. */
export type PaymentActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The payment. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A payment was started or changed. */
export type PaymentChanged = {
  __typename?: 'PaymentChanged';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** The payment in its present state. */
  payment: Payment;
};

/** A page of a list of Payment. */
export type PaymentConnection = {
  __typename?: 'PaymentConnection';
  /** The rows with their cursors. */
  edges: Array<PaymentEdge>;
  /** The rows. */
  nodes: Array<Payment>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Payment, with its cursor. */
export type PaymentEdge = {
  __typename?: 'PaymentEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Payment;
};

/** Filter for Payment rows; all given conditions must hold. */
export type PaymentFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<PaymentFilter>>;
  /** The contract the payment is for. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Payment method. */
  method?: InputMaybe<PaymentMethodFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<PaymentFilter>;
  /** Payment number, as printed on receipts. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<PaymentFilter>>;
  /** State of the payment. */
  status?: InputMaybe<PaymentStatusFilter>;
};

/** Condition on the related Payment rows; all given conditions must hold. */
export type PaymentListFilter = {
  /** All rows match; true for no rows. */
  every?: InputMaybe<PaymentFilter>;
  /** No row matches. */
  none?: InputMaybe<PaymentFilter>;
  /** At least one row matches. */
  some?: InputMaybe<PaymentFilter>;
};

/** Payment method. */
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
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: PaymentOrderField;
};

/** Fields by which a list of Payment can be ordered. */
export type PaymentOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a payment. */
export type PaymentPayload = {
  __typename?: 'PaymentPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** The payment after the mutation; null when the mutation was refused, and in a dry run. */
  payment?: Maybe<Payment>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** State of a payment. */
export type PaymentStatus =
  /** Cancelled before it was confirmed. */
  | 'CANCELLED'
  /** Declined. */
  | 'FAILED'
  /** Partly refunded. */
  | 'PARTIALLY_REFUNDED'
  /** Started, not confirmed yet. */
  | 'PENDING'
  /** Fully refunded. */
  | 'REFUNDED'
  /** Confirmed and credited. */
  | 'SUCCEEDED'
  /** The gateway did not answer; it is asked again. */
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

/** A phone number of the operator's pool. */
export type PhoneNumber = Node & {
  __typename?: 'PhoneNumber';
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Contracts the number belonged to, newest first. */
  bindings: Array<NumberBinding>;
  /** Class of the number, by its last digits. */
  class: NumberClass;
  /** The live contract. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** The number, E.164. Filters accept any notation, such as 0772 20 37 03. */
  msisdn: Scalars['String']['output'];
  /** When the quarantine ends and the number can be assigned again. */
  quarantinedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Who has reserved it. */
  reservedBy?: Maybe<Scalars['String']['output']>;
  /** For whom it is reserved. */
  reservedFor?: Maybe<Customer>;
  /** When its reservation expires; null where it is reserved for a contract. */
  reservedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** State of the number. */
  status: PhoneNumberStatus;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of PhoneNumber. */
export type PhoneNumberConnection = {
  __typename?: 'PhoneNumberConnection';
  /** The rows with their cursors. */
  edges: Array<PhoneNumberEdge>;
  /** The rows. */
  nodes: Array<PhoneNumber>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of PhoneNumber, with its cursor. */
export type PhoneNumberEdge = {
  __typename?: 'PhoneNumberEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: PhoneNumber;
};

/** Filter for PhoneNumber rows; all given conditions must hold. */
export type PhoneNumberFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<PhoneNumberFilter>>;
  /** Class of the number, by its last digits. */
  class?: InputMaybe<NumberClassFilter>;
  /** The live contract. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** The number, E.164. Filters accept any notation, such as 0772 20 37 03. */
  msisdn?: InputMaybe<NumberFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<PhoneNumberFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<PhoneNumberFilter>>;
  /** For whom it is reserved. */
  reservedFor?: InputMaybe<CustomerFilter>;
  /** State of the number. */
  status?: InputMaybe<PhoneNumberStatusFilter>;
};

/** An order of PhoneNumber. */
export type PhoneNumberOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: PhoneNumberOrderField;
};

/** Fields by which a list of PhoneNumber can be ordered. */
export type PhoneNumberOrderField =
  | 'CREATED_AT'
  | 'MSISDN';

/** The result of a mutation of a phone number. */
export type PhoneNumberPayload = {
  __typename?: 'PhoneNumberPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** The phone number after the mutation; null when the mutation was refused, and in a dry run. */
  phoneNumber?: Maybe<PhoneNumber>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** State of a phone number. */
export type PhoneNumberStatus =
  /** Belongs to a live contract. */
  | 'ASSIGNED'
  /** Can be assigned. */
  | 'AVAILABLE'
  /** Ported in from another operator, not assigned yet. */
  | 'PORTED_IN'
  /** Ported out to another operator. */
  | 'PORTED_OUT'
  /** Released, and not assigned to anybody else until the quarantine ends. */
  | 'QUARANTINED'
  /** Reserved, until the reservation expires or for a contract that is not in service yet. */
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

/** What a mutation would do, as far as the caller may see it. Nothing of it was done. */
export type Plan = {
  __typename?: 'Plan';
  /** Changed fields. Numbers that are assigned from a sequence are not shown, since they are not known yet. */
  changes: Array<PlanChange>;
  /** Entries on accounts of contracts. */
  charges: Array<PlanCharge>;
  /** Topics of the events, such as contract.activated, in their order. */
  events: Array<Scalars['String']['output']>;
  /** When the token expires: ten minutes after the dry run. */
  expiresAt: Scalars['DateTime']['output'];
  /** Messages to customers: topic and channel, such as `contract.activated SMS`. */
  notifications: Array<Scalars['String']['output']>;
  /** Send it as `planToken` with the same input to do exactly this. */
  planToken: Scalars['String']['output'];
  /** Parts of the input that would not be used. */
  warnings: Array<UserError>;
};

/** One field that a mutation would change. */
export type PlanChange = {
  __typename?: 'PlanChange';
  /** Value afterwards. Times are those of the dry run. */
  after?: Maybe<Scalars['String']['output']>;
  /** Value before; null when there is none. References are ids, amounts decimals. */
  before?: Maybe<Scalars['String']['output']>;
  /** Name of the field in the graph. */
  field: Scalars['String']['output'];
  /** Id of the node. A node that would be created has no id yet: it is named as `con_new1`, also in values. Null for rows without an id. */
  node?: Maybe<Scalars['ID']['output']>;
};

/** One entry that a mutation would post to the account of a contract. */
export type PlanCharge = {
  __typename?: 'PlanCharge';
  /** Amount: positive for a credit, negative for a debit. */
  amount: Scalars['Decimal']['output'];
  /** ISO 4217 code. */
  currency: Scalars['CurrencyCode']['output'];
  /** Kind of the posting, such as PAYMENT or CHARGE. */
  what: Scalars['String']['output'];
  /** When it would be posted, had the dry run been the mutation. */
  when: Scalars['DateTime']['output'];
};

/** Kind of ledger posting. */
export type PostingKind =
  /** An adjustment by an operator. */
  | 'ADJUSTMENT'
  /** A charge. */
  | 'CHARGE'
  /** A gateway's fee. */
  | 'FEE'
  /** An opening balance. */
  | 'OPENING'
  /** A payment. */
  | 'PAYMENT'
  /** A refund. */
  | 'REFUND'
  /** Reversal of another posting. */
  | 'REVERSAL'
  /** A gateway's payout. */
  | 'SETTLEMENT'
  /** Unexpected money. */
  | 'SUSPENSE'
  /** A transfer between contracts of one customer. */
  | 'TRANSFER';

/** Input of `prioritiseTicket`. */
export type PrioritiseTicketInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Priority. Due times are computed again from the time of opening. */
  priority: TicketPriority;
};

/** Input of `publishTariffVersion`; what is absent is as in the version in force. */
export type PublishTariffVersionInput = {
  /** All that the new monthly fee includes; an empty list includes nothing. */
  allowances?: InputMaybe<Array<AllowanceInput>>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The tariff. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The new monthly fee, in the currency of the tariff. */
  monthlyFee?: InputMaybe<MoneyInput>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
  /** First day, in the time zone of the installation; at once when absent or today, at most five years ahead. */
  validFrom?: InputMaybe<Scalars['Date']['input']>;
};

/** All queries. */
export type Query = {
  __typename?: 'Query';
  /** The conditions of the activation of a contract that is not in service yet: what `activateContract` would refuse it for. */
  activationSummary: ActivationSummary;
  /** The audit trail; for administrators. */
  auditEntries: AuditEntryConnection;
  /** A bill. */
  bill?: Maybe<Bill>;
  /** Bills. */
  bills: BillConnection;
  /** Entries of the blocklist; for administrators. */
  blocklistEntries: BlocklistEntryConnection;
  /** An entry of the blocklist. */
  blocklistEntry?: Maybe<BlocklistEntry>;
  /** Check the data of a customer without writing anything, for forms while they are typed: the rules that a mutation would refuse it for, and similar customers. */
  checkCustomer: CustomerCheck;
  /** Applications that may sign people in; for administrators. */
  clients: ClientConnection;
  /** A contract. */
  contract?: Maybe<Contract>;
  /** Contracts. */
  contracts: ContractConnection;
  /** Aggregates over contracts. */
  contractsAggregate: Array<AggregateRow>;
  /** A customer. */
  customer?: Maybe<Customer>;
  /** A merge of two customers. */
  customerMerge?: Maybe<CustomerMerge>;
  /** Merges of customers. */
  customerMerges: CustomerMergeConnection;
  /** Customers. */
  customers: CustomerConnection;
  /** Aggregates over customers. */
  customersAggregate: Array<AggregateRow>;
  /** A possible duplicate. */
  duplicatePair?: Maybe<DuplicatePair>;
  /** Possible duplicates. The order SCORE lists the most similar ones first or last. */
  duplicatePairs: DuplicatePairConnection;
  /** A search for duplicates. */
  duplicateSearch?: Maybe<DuplicateSearch>;
  /** Searches for duplicates. */
  duplicateSearches: DuplicateSearchConnection;
  /** The event log in order: the events that subscriptions with the same `since` would deliver. */
  events: EventPage;
  /** An export of a list. */
  exportJob?: Maybe<ExportJob>;
  /** Exports of lists, newest first; for others than administrators, their own. */
  exportJobs: ExportJobConnection;
  /** An import of a file. */
  importJob?: Maybe<ImportJob>;
  /** Imports of files, newest first. */
  importJobs: ImportJobConnection;
  /** The JSON Schema (2020-12) of the input of a mutation such as `createCustomer`, with the validation rules that hold today: what it refuses, the server refuses too. Null where the viewer may not call such a mutation. */
  inputSchema?: Maybe<Scalars['JSON']['output']>;
  /** Background jobs, newest first; for administrators. */
  jobs: Array<Job>;
  /** The ledger's journal: all entries of all postings. */
  ledgerEntries: LedgerEntryConnection;
  /** Customers, contracts, SIMs, phone numbers, payments, tickets and requests that a text names, the best match first: a number, phone, ICCID, e-mail address, document number, id or id of another system that equals the text; a customer or the form of a request whose name equals it; numbers and names that begin with it; names that contain all its words, and numbers that end with it. A phone number also finds the contract and the customer whose line it is now. Digits alone find a customer, contract, payment, ticket or request by its number without letter and zeros. Several words of a name and a number must all match. Fields that are masked for the caller are not compared, and rows that it may not see are not found. */
  lookup: Array<Node>;
  /** A mismatch. */
  mismatch?: Maybe<Mismatch>;
  /** Mismatches between gateways, payments and the ledger. */
  mismatches: MismatchConnection;
  /** The node with this id; null when there is none or the viewer may not see it. */
  node?: Maybe<Node>;
  /** The nodes with these ids, in the same order; at most 100. */
  nodes: Array<Maybe<Node>>;
  /** Messages to customers. */
  notifications: NotificationConnection;
  /** The classes of phone numbers with their prices, the cheapest kind first. */
  numberClasses: Array<NumberClassTerms>;
  /** A payment, by id or by the idempotency key that the caller gave. */
  payment?: Maybe<Payment>;
  /** Payments. */
  payments: PaymentConnection;
  /** Aggregates over payments. */
  paymentsAggregate: Array<AggregateRow>;
  /** The pool of phone numbers. */
  phoneNumbers: PhoneNumberConnection;
  /** A refund. */
  refund?: Maybe<Refund>;
  /** Refunds. */
  refunds: RefundConnection;
  /** A request of a customer. */
  request?: Maybe<Request>;
  /** Requests of customers. */
  requests: RequestConnection;
  /** Aggregates over requests. */
  requestsAggregate: Array<AggregateRow>;
  /** A gateway's settlement of one day. */
  settlement?: Maybe<Settlement>;
  /** Settlements of gateways by day. */
  settlements: SettlementConnection;
  /** A SIM, by any of its keys. */
  sim?: Maybe<Sim>;
  /** The stock of SIMs by location and kind, at most 1000 rows. Empty locations are left out. */
  simStock: Array<SimStock>;
  /** SIMs. */
  sims: SimConnection;
  /** Aggregates over SIMs. */
  simsAggregate: Array<AggregateRow>;
  /** Statement of a contract's account over a period; null when there is no such contract. */
  statement?: Maybe<Statement>;
  /** All transitions of all state machines. */
  statusChanges: StatusChangeConnection;
  /** A tariff, by id or code. */
  tariff?: Maybe<Tariff>;
  /** The catalogue of tariffs. */
  tariffs: TariffConnection;
  /** A ticket. */
  ticket?: Maybe<Ticket>;
  /** Support tickets. */
  tickets: TicketConnection;
  /** Aggregates over tickets. */
  ticketsAggregate: Array<AggregateRow>;
  /** Trial balance of one currency; for administrators. */
  trialBalance: TrialBalance;
  /** Staff; for administrators. */
  users: UserConnection;
  /** A validation rule. */
  validationRule?: Maybe<ValidationRule>;
  /** Validation rules, also those that do not hold. */
  validationRules: ValidationRuleConnection;
  /** The caller. */
  viewer: Viewer;
};


/** All queries. */
export type QueryActivationSummaryArgs = {
  contractId: Scalars['ID']['input'];
};


/** All queries. */
export type QueryAuditEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  node?: InputMaybe<Scalars['ID']['input']>;
  orderBy?: InputMaybe<Array<AuditEntryOrder>>;
};


/** All queries. */
export type QueryBillArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryBillsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BillFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<BillOrder>>;
};


/** All queries. */
export type QueryBlocklistEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BlocklistEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<BlocklistEntryOrder>>;
};


/** All queries. */
export type QueryBlocklistEntryArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryCheckCustomerArgs = {
  input: CheckCustomerInput;
};


/** All queries. */
export type QueryClientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ClientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ClientOrder>>;
};


/** All queries. */
export type QueryContractArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryContractsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ContractOrder>>;
};


/** All queries. */
export type QueryContractsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** All queries. */
export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryCustomerMergeArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryCustomerMergesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerMergeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<CustomerMergeOrder>>;
};


/** All queries. */
export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<CustomerOrder>>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** All queries. */
export type QueryCustomersAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** All queries. */
export type QueryDuplicatePairArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryDuplicatePairsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DuplicatePairFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<DuplicatePairOrder>>;
};


/** All queries. */
export type QueryDuplicateSearchArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryDuplicateSearchesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DuplicateSearchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<DuplicateSearchOrder>>;
};


/** All queries. */
export type QueryEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** All queries. */
export type QueryExportJobArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryExportJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExportJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ExportJobOrder>>;
};


/** All queries. */
export type QueryImportJobArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryImportJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ImportJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ImportJobOrder>>;
};


/** All queries. */
export type QueryInputSchemaArgs = {
  name: Scalars['String']['input'];
};


/** All queries. */
export type QueryJobsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<JobState>;
};


/** All queries. */
export type QueryLedgerEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LedgerEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<LedgerEntryOrder>>;
};


/** All queries. */
export type QueryLookupArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};


/** All queries. */
export type QueryMismatchArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryMismatchesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MismatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<MismatchOrder>>;
};


/** All queries. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** All queries. */
export type QueryNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<NotificationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<NotificationOrder>>;
};


/** All queries. */
export type QueryPaymentArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


/** All queries. */
export type QueryPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PaymentOrder>>;
};


/** All queries. */
export type QueryPaymentsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** All queries. */
export type QueryPhoneNumbersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PhoneNumberFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PhoneNumberOrder>>;
};


/** All queries. */
export type QueryRefundArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryRefundsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RefundFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RefundOrder>>;
};


/** All queries. */
export type QueryRequestArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryRequestsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RequestFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RequestOrder>>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** All queries. */
export type QueryRequestsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RequestFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** All queries. */
export type QuerySettlementArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QuerySettlementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SettlementFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<SettlementOrder>>;
};


/** All queries. */
export type QuerySimArgs = {
  iccid?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  msisdn?: InputMaybe<Scalars['String']['input']>;
};


/** All queries. */
export type QuerySimsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SimFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<SimOrder>>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** All queries. */
export type QuerySimsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SimFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** All queries. */
export type QueryStatementArgs = {
  contractId: Scalars['ID']['input'];
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};


/** All queries. */
export type QueryStatusChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<StatusChangeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<StatusChangeOrder>>;
};


/** All queries. */
export type QueryTariffArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** All queries. */
export type QueryTariffsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TariffFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TariffOrder>>;
};


/** All queries. */
export type QueryTicketArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TicketOrder>>;
};


/** All queries. */
export type QueryTicketsAggregateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  groupBy?: InputMaybe<Array<AggregateGroupBy>>;
  orderBy?: InputMaybe<Array<AggregateOrder>>;
};


/** All queries. */
export type QueryTrialBalanceArgs = {
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};


/** All queries. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<UserOrder>>;
};


/** All queries. */
export type QueryValidationRuleArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. */
export type QueryValidationRulesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ValidationRuleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ValidationRuleOrder>>;
};

/** Input of `reclaimNumber`. */
export type ReclaimNumberInput = {
  /** A contract in service of its last holder, which gets it. */
  contractId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The phone number in quarantine. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `recordConsent`. */
export type RecordConsentInput = {
  /** Channel for which the consent is given; ANY for all. */
  channel: ConsentChannel;
  /** The customer; subscribers may give their own only. */
  customerId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** What the customer consents to. */
  purpose: ConsentPurpose;
  /** Where it was given; subscribers give WEB or APP. */
  source: ConsentSource;
  /** Version of the text that the customer agreed to: at most 40 letters, digits, dots, hyphens, underscores. */
  textVersion: Scalars['String']['input'];
};

/** A refund of a payment, by the payment's method. */
export type Refund = Node & {
  __typename?: 'Refund';
  /** Amount to refund. */
  amount: Money;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** The contract whose account is debited. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Actor who approved or rejected the refund, where approval was required. */
  decidedBy?: Maybe<Scalars['String']['output']>;
  /** Why the refund failed, in the gateway's words; hidden from analysts. */
  failure?: Maybe<Scalars['String']['output']>;
  /** Failure code of the gateway. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** The refunded payment. */
  payment?: Maybe<Payment>;
  /** Reason given by the requester. */
  reason: Scalars['String']['output'];
  /** Actor who requested the refund. */
  requestedBy: Scalars['String']['output'];
  /** State of the refund. */
  status: RefundStatus;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of Refund. */
export type RefundConnection = {
  __typename?: 'RefundConnection';
  /** The rows with their cursors. */
  edges: Array<RefundEdge>;
  /** The rows. */
  nodes: Array<Refund>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Refund, with its cursor. */
export type RefundEdge = {
  __typename?: 'RefundEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Refund;
};

/** Filter for Refund rows; all given conditions must hold. */
export type RefundFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<RefundFilter>>;
  /** The contract whose account is debited. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<RefundFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<RefundFilter>>;
  /** The refunded payment. */
  payment?: InputMaybe<PaymentFilter>;
  /** State of the refund. */
  status?: InputMaybe<RefundStatusFilter>;
};

/** An order of Refund. */
export type RefundOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: RefundOrderField;
};

/** Fields by which a list of Refund can be ordered. */
export type RefundOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a refund. */
export type RefundPayload = {
  __typename?: 'RefundPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The refund after the mutation; null when the mutation was refused, and in a dry run. */
  refund?: Maybe<Refund>;
};

/** Input of `refundPayment`. */
export type RefundPaymentInput = {
  /** Amount to refund; the whole refundable rest when absent. */
  amount?: InputMaybe<MoneyInput>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The payment. */
  paymentId: Scalars['ID']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** State of a refund. */
export type RefundStatus =
  /** The refund failed; the account was credited again. */
  | 'FAILED'
  /** The account was debited; the gateway has not confirmed the refund yet. */
  | 'PENDING'
  /** The refund was not approved. */
  | 'REJECTED'
  /** Waiting for approval by a second person. */
  | 'REQUESTED'
  /** The refund was paid out. */
  | 'SUCCEEDED'
  /** The gateway did not answer; it is asked again. */
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

/** Input of `registerClient`. */
export type RegisterClientInput = {
  /** OAuth client id: lower case letters, digits and hyphens. */
  clientId: Scalars['String']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Type of the client. */
  kind: ClientKind;
  /** Name shown on the sign-in page. */
  name: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Allowed redirect URIs after sign-out. */
  postLogoutRedirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Allowed redirect URIs. They are compared exactly, except for the port of a loopback address, which a native application chooses (RFC 8252, section 7.3). */
  redirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Scopes of its tokens; when absent, the scopes of its type. An application that acts for itself may have the scope `requests` alone: it submits requests, and reads and changes only those. */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who signs in through the application. */
  signIn: SignIn;
};

/** Registration of a SIM in the network. */
export type Registration =
  /** Registered. */
  | 'ATTACHED'
  /** Known, but not registered. */
  | 'DETACHED'
  /** Never seen. */
  | 'UNKNOWN';

/** Input of `rejectCustomerIdentity`. */
export type RejectCustomerIdentityInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether the customer may try again. */
  outcome?: IdentityRejection;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `rejectRefund`. */
export type RejectRefundInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The refund. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `rejectRequest`. */
export type RejectRequestInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. The requester reads it. */
  reason: Scalars['String']['input'];
};

/** A rejected row of a file, with its errors. */
export type RejectedRow = Node & {
  __typename?: 'RejectedRow';
  /** Similar customers, oldest first, when the row was rejected as a possible duplicate. */
  candidates: Array<Customer>;
  /** The row as one line of CSV. */
  cells: Scalars['String']['output'];
  /** Error code. */
  code: Scalars['String']['output'];
  /** Name of the column. */
  column?: Maybe<Scalars['String']['output']>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** All invalid cells of the row; `code`, `column`, `message` and `value` describe the first. */
  errors: Array<RowFault>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** The import. */
  job?: Maybe<ImportJob>;
  /** Error message for people. */
  message: Scalars['String']['output'];
  /** Row number; the header is row 1. */
  row: Scalars['Int']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Content of the cell. */
  value?: Maybe<Scalars['String']['output']>;
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of RejectedRow. */
export type RejectedRowConnection = {
  __typename?: 'RejectedRowConnection';
  /** The rows with their cursors. */
  edges: Array<RejectedRowEdge>;
  /** The rows. */
  nodes: Array<RejectedRow>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of RejectedRow, with its cursor. */
export type RejectedRowEdge = {
  __typename?: 'RejectedRowEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: RejectedRow;
};

/** Filter for RejectedRow rows; all given conditions must hold. */
export type RejectedRowFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<RejectedRowFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** The import. */
  job?: InputMaybe<ImportJobFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<RejectedRowFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<RejectedRowFilter>>;
};

/** An order of RejectedRow. */
export type RejectedRowOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: RejectedRowOrderField;
};

/** Fields by which a list of RejectedRow can be ordered. */
export type RejectedRowOrderField =
  | 'ROW';

/** Input of `releaseNumber`. */
export type ReleaseNumberInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The phone number. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. Required where somebody else has reserved it. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `releaseSim`. */
export type ReleaseSimInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The SIM. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. Required where somebody else has reserved it. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `removeContact`. */
export type RemoveContactInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** One of `contacts` of the customer. */
  contactId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `removeContactPerson`. */
export type RemoveContactPersonInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** One of `contactPersons` of the organisation. */
  contactPersonId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `removeFromBlocklist`. */
export type RemoveFromBlocklistInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The entry. */
  id: Scalars['ID']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** The result of `removeFromBlocklist`. */
export type RemoveFromBlocklistPayload = {
  __typename?: 'RemoveFromBlocklistPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** Id of the deleted blocklist entry; null when the mutation was refused, and in a dry run. */
  removedId?: Maybe<Scalars['ID']['output']>;
};

/** Input of `reopenContract`. */
export type ReopenContractInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Repair of a mismatch. */
export type Repair =
  /** Ask the gateway again, and complete the payment or refund by its answer. */
  | 'CONFIRM'
  /** Book the difference to FEES. */
  | 'FEE'
  /** Book nothing; record that the mismatch was reviewed. */
  | 'NOTE'
  /** Post the missing ledger entries. */
  | 'POST'
  /** Book the difference to SUSPENSE until its owner is known. */
  | 'SUSPENSE'
  /** Book the difference to WRITE_OFF. */
  | 'WRITE_OFF';

/** Input of `replaceIdentityDocument`. */
export type ReplaceIdentityDocumentInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** The document that stands for it from now on. */
  document: IssuedDocumentInput;
  /** The customer's document that is replaced. */
  documentId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Whether staff compared the document with the person in this act; the identity is then verified by the document. */
  verified?: Scalars['Boolean']['input'];
};

/** An act that somebody else performed for a customer, and by which authority. */
export type Representation = {
  __typename?: 'Representation';
  /** Who served the representative. */
  actor: Scalars['String']['output'];
  /** Kind of authority. */
  authority: Authority;
  /** Number of the paper that gives the authority. */
  authorityNumber?: Maybe<Scalars['String']['output']>;
  /** When the act was performed. */
  createdAt: Scalars['DateTime']['output'];
  /** Its issuing country, ISO 3166-1 alpha-2. */
  documentCountry: Scalars['String']['output'];
  /** Kind of their identity document. */
  documentKind: DocumentKind;
  /** Its series and number. */
  documentNumber: Scalars['String']['output'];
  /** The file with the authority; null without one. */
  file?: Maybe<RequestAttachment>;
  /** Full name of the representative, surname first. */
  name: Scalars['String']['output'];
  /** The node that the mutation returned. */
  node?: Maybe<Node>;
  /** Last day of the authority; null when it has no end. */
  validUntil?: Maybe<Scalars['Date']['output']>;
  /** Name of the mutation; of a request that was fulfilled, the one that it stood for. */
  verb: Scalars['String']['output'];
};

/** Who acts for the customer, and by which authority. */
export type RepresentativeInput = {
  /** Kind of authority. */
  authority: Authority;
  /** Number of the paper that gives the authority. */
  authorityNumber?: InputMaybe<Scalars['String']['input']>;
  /** Their identity document. */
  document: IdentityDocumentInput;
  /** Full name, surname first. */
  name: Scalars['String']['input'];
  /** Last day of the authority, today or later; null when it has no end. */
  validUntil?: InputMaybe<Scalars['Date']['input']>;
};

/** What a customer, or somebody who is to become one, asks for. */
export type Request = Node & {
  __typename?: 'Request';
  /** Assigned member of the staff; null when unassigned. */
  assignee?: Maybe<Scalars['String']['output']>;
  /** Files, oldest first. */
  attachments: Array<RequestAttachment>;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Registered customers whom it may be about, the likeliest first. */
  candidates: Array<RequestCandidate>;
  /** How it came in. */
  channel: RequestChannel;
  /** The contract it is about; for a registration, the contract that fulfilled it. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The customer; null until one is known. */
  customer?: Maybe<Customer>;
  /** When it is to be decided. The clock stops while the state is NEEDS_INFO. */
  dueAt: Scalars['DateTime']['output'];
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** What is asked for. */
  kind: RequestKind;
  /** Whether it is assigned to the viewer. */
  mine: Scalars['Boolean']['output'];
  /** Request number, as told to the requester. */
  number: Scalars['String']['output'];
  /** Whether a due time has passed. */
  overdue: Scalars['Boolean']['output'];
  /** Priority. */
  priority: TicketPriority;
  /** Questions to the requester and their answers, oldest first. */
  questions: Array<RequestQuestion>;
  /** Queue of the team that works on it. */
  queue?: Maybe<Scalars['String']['output']>;
  /** What came in, as it was given; null where the viewer may not see it. */
  raw?: Maybe<Scalars['JSON']['output']>;
  /** What fulfilled it, in the words of the staff. */
  reference?: Maybe<Scalars['String']['output']>;
  /** Who acts for the customer; null when the customer acts. */
  representative?: Maybe<RequestRepresentative>;
  /** State of the request. */
  status: RequestStatus;
  /** The fields found in `raw` and in answers, normalised. A field that its rule refuses is null here. */
  structured?: Maybe<StructuredRequest>;
  /** Who submitted it. */
  submittedBy: Scalars['String']['output'];
  /** The ticket it was made from, if any. */
  ticket?: Maybe<Ticket>;
  /** Whether nobody is assigned. */
  unassigned: Scalars['Boolean']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** When it was last checked. */
  validatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
  /** Rules that it breaks. */
  violations: Array<RequestViolation>;
};

/** Input of the mutations that change a request's state. */
export type RequestActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. Required for fail. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A file of a request. */
export type RequestAttachment = {
  __typename?: 'RequestAttachment';
  /** Who attached it. */
  author: Scalars['String']['output'];
  /** When it was attached. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** What it shows. */
  kind: RequestFileKind;
  /** IANA media type of the file. */
  mediaType: Scalars['String']['output'];
  /** The file's name. */
  name: Scalars['String']['output'];
  /** Size in bytes. */
  sizeBytes: Scalars['Int']['output'];
  /** Link to download the file without a token, valid for five minutes; null for analysts and for a LINE. */
  url?: Maybe<Scalars['String']['output']>;
};

/** A registered customer whom a request may be about. */
export type RequestCandidate = {
  __typename?: 'RequestCandidate';
  /** The customer. */
  customer?: Maybe<Customer>;
  /** The reasons of the score, those with the most points first. */
  reasons: Array<MatchCode>;
  /** How likely both are one person or organisation, from 0 to 100: the sum of the points of the reasons. From 60 on they are a possible duplicate. */
  score: Scalars['Int']['output'];
};

/** A request was submitted, changed, assigned, asked about or decided. */
export type RequestChanged = {
  __typename?: 'RequestChanged';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** The request in its present state. */
  request: Request;
};

/** How a request came in. */
export type RequestChannel =
  /** In the subscriber's application. */
  | 'APP'
  /** At a counter. */
  | 'COUNTER'
  /** From a partner's system. */
  | 'PARTNER'
  /** By phone. */
  | 'PHONE'
  /** Made from a ticket. */
  | 'TICKET'
  /** On the web site. */
  | 'WEB';

/** Compares a value; all given operators must hold. */
export type RequestChannelFilter = {
  /** Equal to. */
  eq?: InputMaybe<RequestChannel>;
  /** Any of these. */
  in?: InputMaybe<Array<RequestChannel>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<RequestChannel>;
};

/** A page of a list of Request. */
export type RequestConnection = {
  __typename?: 'RequestConnection';
  /** The rows with their cursors. */
  edges: Array<RequestEdge>;
  /** The rows. */
  nodes: Array<Request>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** True when `search` has more than 1,000 hits. The list then contains 1,000 of them, preferring names that begin with the search term. Use a more specific term. */
  searchTooBroad: Scalars['Boolean']['output'];
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Request, with its cursor. */
export type RequestEdge = {
  __typename?: 'RequestEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Request;
};

/** What the file of a request shows. */
export type RequestFileKind =
  /** The authority of the representative. */
  | 'AUTHORITY'
  /** An identity document. */
  | 'DOCUMENT'
  /** The application form. */
  | 'FORM'
  /** Something else. */
  | 'OTHER';

/** Filter for Request rows; all given conditions must hold. */
export type RequestFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<RequestFilter>>;
  /** Assigned member of the staff; null when unassigned. */
  assignee?: InputMaybe<CodeFilter>;
  /** How it came in. */
  channel?: InputMaybe<RequestChannelFilter>;
  /** The contract it is about; for a registration, the contract that fulfilled it. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** The customer; null until one is known. */
  customer?: InputMaybe<CustomerFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** What is asked for. */
  kind?: InputMaybe<RequestKindFilter>;
  /** Whether it is assigned to the viewer. */
  mine?: InputMaybe<BooleanFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<RequestFilter>;
  /** Request number, as told to the requester. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<RequestFilter>>;
  /** Whether a due time has passed. */
  overdue?: InputMaybe<BooleanFilter>;
  /** Priority. */
  priority?: InputMaybe<TicketPriorityFilter>;
  /** Queue of the team that works on it. */
  queue?: InputMaybe<CodeFilter>;
  /** State of the request. */
  status?: InputMaybe<RequestStatusFilter>;
  /** The ticket it was made from, if any. */
  ticket?: InputMaybe<TicketFilter>;
  /** Whether nobody is assigned. */
  unassigned?: InputMaybe<BooleanFilter>;
};

/** Input of `requestFromTicket`. */
export type RequestFromTicketInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Fields that were found in the ticket's words, as in `raw` of `submitRequest`. */
  form?: InputMaybe<Scalars['JSON']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What is asked for. */
  kind: RequestKind;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Priority; that of the ticket when absent. */
  priority?: InputMaybe<TicketPriority>;
  /** Queue; that of the ticket when absent. */
  queue?: InputMaybe<Scalars['String']['input']>;
  /** The ticket. */
  ticketId: Scalars['ID']['input'];
};

/** What a customer asks for. */
export type RequestKind =
  /** Change the name or the contact data. */
  | 'CHANGE_DATA'
  /** Change the tariff of a contract. */
  | 'CHANGE_TARIFF'
  /** End a contract. */
  | 'CLOSE'
  /** Something else. */
  | 'OTHER'
  /** Bring a number from another operator. */
  | 'PORT_IN'
  /** Take the number to another operator. */
  | 'PORT_OUT'
  /** Become a subscriber: a SIM, a number and a contract. */
  | 'REGISTRATION'
  /** Replace the SIM of a contract. */
  | 'SWAP_SIM';

/** Compares a value; all given operators must hold. */
export type RequestKindFilter = {
  /** Equal to. */
  eq?: InputMaybe<RequestKind>;
  /** Any of these. */
  in?: InputMaybe<Array<RequestKind>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<RequestKind>;
};

/** An order of Request. */
export type RequestOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: RequestOrderField;
};

/** Fields by which a list of Request can be ordered. */
export type RequestOrderField =
  | 'CREATED_AT'
  | 'DUE_AT';

/** The result of a mutation of a request. */
export type RequestPayload = {
  __typename?: 'RequestPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The request after the mutation; null when the mutation was refused, and in a dry run. */
  request?: Maybe<Request>;
};

/** A question to the requester, with the answer. */
export type RequestQuestion = {
  __typename?: 'RequestQuestion';
  /** The answer in words. */
  answer?: Maybe<Scalars['String']['output']>;
  /** When it was answered; null while it is open. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who answered. */
  answeredBy?: Maybe<Scalars['String']['output']>;
  /** When it was asked. */
  askedAt: Scalars['DateTime']['output'];
  /** Who asked. */
  askedBy: Scalars['String']['output'];
  /** Fields of the form that the answer adds or corrects. */
  data?: Maybe<Scalars['JSON']['output']>;
  /** The question. */
  question: Scalars['String']['output'];
};

/** Who acts for the customer, and by which authority. */
export type RequestRepresentative = {
  __typename?: 'RequestRepresentative';
  /** Kind of authority. */
  authority: Authority;
  /** Number of the paper that gives the authority. */
  authorityNumber?: Maybe<Scalars['String']['output']>;
  /** Its issuing country, ISO 3166-1 alpha-2. */
  documentCountry: Scalars['String']['output'];
  /** Kind of their identity document. */
  documentKind: DocumentKind;
  /** Its series and number. */
  documentNumber: Scalars['String']['output'];
  /** The files attached as AUTHORITY, oldest first. */
  files: Array<RequestAttachment>;
  /** Full name, surname first. */
  name: Scalars['String']['output'];
  /** Last day of the authority; null when it has no end. */
  validUntil?: Maybe<Scalars['Date']['output']>;
};

/** State of a request. */
export type RequestStatus =
  /** Done. */
  | 'FULFILLED'
  /** Somebody works on it. */
  | 'IN_PROGRESS'
  /** The requester was asked; the due time is paused. */
  | 'NEEDS_INFO'
  /** Not checked yet, or to be checked again. */
  | 'NEW'
  /** Refused by staff. */
  | 'REJECTED'
  /** Checked: violations and candidates, if any, stand beside it. */
  | 'VALIDATED'
  /** Withdrawn by the requester, or not answered in time. */
  | 'WITHDRAWN';

/** Compares a value; all given operators must hold. */
export type RequestStatusFilter = {
  /** Equal to. */
  eq?: InputMaybe<RequestStatus>;
  /** Any of these. */
  in?: InputMaybe<Array<RequestStatus>>;
  /** Whether the value is missing. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to; a missing value differs from every value. */
  ne?: InputMaybe<RequestStatus>;
};

/** A rule that a request breaks. */
export type RequestViolation = {
  __typename?: 'RequestViolation';
  /** Code of the rule: the act that fulfils the request would refuse with it. */
  code: ErrorCode;
  /** The field, such as `document.number`. */
  field: Scalars['String']['output'];
  /** Text for people: what was given and what is expected. */
  message: Scalars['String']['output'];
  /** Whether it blocks fulfilment. */
  severity: Severity;
  /** A value that would be accepted; null when there is no obvious one. */
  suggestion?: Maybe<Scalars['String']['output']>;
};

/** Input of `reserveNumber`. */
export type ReserveNumberInput = {
  /** The customer for whom it is reserved. Without one, the caller may assign it to any customer. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Hours after which the reservation expires, at most 720. */
  hours?: Scalars['Int']['input'];
  /** The phone number. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `reserveSim`. */
export type ReserveSimInput = {
  /** The customer for whom it is reserved. Without one, the caller may assign it to any customer. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Hours after which the reservation expires, at most 720. */
  hours?: Scalars['Int']['input'];
  /** The SIM. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `resubmitCustomerIdentity`. */
export type ResubmitCustomerIdentityInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `retireSim`. */
export type RetireSimInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The SIM. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `retireTariff`. */
export type RetireTariffInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The tariff. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `retireValidationRule`. */
export type RetireValidationRuleInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The rule. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** The result of `retryJob`. */
export type RetryJobPayload = {
  __typename?: 'RetryJobPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Input of `reverseEntry`. All sides of the posting are reversed. */
export type ReverseEntryInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** An entry on a contract's account: of a charge, an adjustment or a transfer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Role of a caller. */
export type Role =
  /** All rights, including users and settings. */
  | 'ADMIN'
  /** Reads all data; personal data is masked. */
  | 'ANALYST'
  /** Works with all business data. */
  | 'OPERATOR'
  /** A program of a partner, which submits requests and sees only those. */
  | 'PARTNER'
  /** A program that acts for itself. */
  | 'SERVICE'
  /** Reads and changes own data only. */
  | 'SUBSCRIBER';

/** An invalid cell of a rejected row. */
export type RowFault = {
  __typename?: 'RowFault';
  /** Error code. */
  code: Scalars['String']['output'];
  /** Name of the column. */
  column?: Maybe<Scalars['String']['output']>;
  /** Error message for people. */
  message: Scalars['String']['output'];
  /** Content of the cell, its first 200 characters. */
  value?: Maybe<Scalars['String']['output']>;
};

/** What a validation rule demands. */
export type RuleForm =
  /** The person is at least so many years old. */
  | 'AGE_AT_LEAST'
  /** The document, the phone, or the person is not on the blocklist. */
  | 'BLOCKLIST'
  /** The document is valid for at least so many days. */
  | 'DOCUMENT_VALID'
  /** The value has the pattern and the length. */
  | 'FORMAT'
  /** The customer has at most so many contracts in service. */
  | 'LINES_AT_MOST'
  /** The field is given. */
  | 'REQUIRED';

/** What the person at the counter, or the customer, reads when the rule is broken; each at most 200 characters. */
export type RuleMessagesInput = {
  /** In English. */
  en: Scalars['String']['input'];
  /** In Kyrgyz. */
  ky: Scalars['String']['input'];
  /** In Russian. */
  ru: Scalars['String']['input'];
};

/** Input of `scheduleContract`. */
export type ScheduleContractInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** For ON_DATE: the first day of service, after today. It begins at midnight of CRM_TIME_ZONE. */
  day?: InputMaybe<Scalars['Date']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** When the contract is activated. */
  start: ContractStart;
};

/** Input of `sendContractCode`. */
export type SendContractCodeInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** A session: one sign-in of a person in one browser or device. */
export type Session = {
  __typename?: 'Session';
  /** Network address of the sign-in. */
  address?: Maybe<Scalars['String']['output']>;
  /** Application of the sign-in. */
  client?: Maybe<Scalars['String']['output']>;
  /** When the session was started. */
  createdAt: Scalars['DateTime']['output'];
  /** Whether it is the session of this request. */
  current: Scalars['Boolean']['output'];
  /** When the session expires. */
  expiresAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** When a token was last issued for the session. */
  lastUsedAt: Scalars['DateTime']['output'];
  /** User agent of the browser or device. */
  userAgent?: Maybe<Scalars['String']['output']>;
};

/** The result of a mutation of a session. */
export type SessionPayload = {
  __typename?: 'SessionPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Input of `setCreditLimit`. */
export type SetCreditLimitInput = {
  /** The contract. */
  contractId: Scalars['ID']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How far below zero the balance may go; zero forbids a negative balance, null removes the limit. */
  limit?: InputMaybe<MoneyInput>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** Input of `setNumberClass`. */
export type SetNumberClassInput = {
  /** Charged besides when a line changes to a number of the class. */
  changeFee?: Scalars['Decimal']['input'];
  /** The class. */
  class: NumberClass;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The last digits of its numbers. `?` is any digit, equal letters from A to E are equal digits: `7777`, `AAAA`, `ABAB`. Of several classes that fit, the most expensive kind applies. STANDARD has none. */
  patterns?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Charged when a number is assigned, tax included. STANDARD has none. */
  price?: Scalars['Decimal']['input'];
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** The result of `setNumberClass`. */
export type SetNumberClassPayload = {
  __typename?: 'SetNumberClassPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
};

/** Input of `setUserRole`. */
export type SetUserRoleInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The user. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Role of the user. */
  role: UserRole;
};

/** The settlement of one gateway for one day (UTC), and how it matches payments and ledger. */
export type Settlement = Node & {
  __typename?: 'Settlement';
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Day of the settlement (UTC). */
  day: Scalars['Date']['output'];
  /** Why the last import failed; may quote the gateway or the file, and is hidden from analysts. */
  failure?: Maybe<Scalars['String']['output']>;
  /** Error code of the last import: GATEWAY_UNAVAILABLE, GATEWAY_REFUSED or INVALID_FILE. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** Name of the uploaded file. */
  fileName?: Maybe<Scalars['String']['output']>;
  /** Name of the gateway. */
  gateway: Scalars['String']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** When its lines were imported. */
  importedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Actor of the import. */
  importedBy: Scalars['String']['output'];
  /** Number of lines. */
  lines: Scalars['Int']['output'];
  /** Number of lines that match our payments and refunds. */
  matched: Scalars['Int']['output'];
  /** When it was last matched. */
  matchedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Number of mismatches per kind; kinds without mismatches are left out. */
  mismatchCounts: Array<MismatchCount>;
  /** Mismatches. */
  mismatches: MismatchConnection;
  /** Source of the settlement. */
  source: SettlementSource;
  /** State of the settlement. */
  status: SettlementStatus;
  /** Totals per currency. */
  totals: Array<SettlementTotal>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};


/** The settlement of one gateway for one day (UTC), and how it matches payments and ledger. */
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
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Settlement, with its cursor. */
export type SettlementEdge = {
  __typename?: 'SettlementEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Settlement;
};

/** Filter for Settlement rows; all given conditions must hold. */
export type SettlementFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<SettlementFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Day of the settlement (UTC). */
  day?: InputMaybe<DateFilter>;
  /** Name of the gateway. */
  gateway?: InputMaybe<CodeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Mismatches. */
  mismatches?: InputMaybe<MismatchListFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<SettlementFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<SettlementFilter>>;
  /** State of the settlement. */
  status?: InputMaybe<SettlementStatusFilter>;
};

/** One line of a gateway's settlement. */
export type SettlementLine = {
  __typename?: 'SettlementLine';
  /** Gross amount; negative for refunds and payouts. */
  amount: Money;
  /** When the money moved. */
  at: Scalars['DateTime']['output'];
  /** Fee of the gateway. */
  fee: Money;
  /** Kind of line. */
  kind: SettlementLineKind;
  /** The gateway's id of the line. */
  lineId: Scalars['String']['output'];
  /** Position in the settlement, starting at 1; a file's header is not counted. */
  position: Scalars['Int']['output'];
  /** The gateway's reference of the charge, or of the payout. */
  reference: Scalars['String']['output'];
  /** The gateway's reference of the refund. */
  refundReference?: Maybe<Scalars['String']['output']>;
};

/** Kind of settlement line. */
export type SettlementLineKind =
  /** A payment. */
  | 'PAYMENT'
  /** A payout to the operator's bank account. */
  | 'PAYOUT'
  /** A refund. */
  | 'REFUND';

/** An order of Settlement. */
export type SettlementOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: SettlementOrderField;
};

/** Fields by which a list of Settlement can be ordered. */
export type SettlementOrderField =
  | 'CREATED_AT'
  | 'DAY';

/** The result of a mutation of a settlement. */
export type SettlementPayload = {
  __typename?: 'SettlementPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The settlement after the mutation; null when the mutation was refused, and in a dry run. */
  settlement?: Maybe<Settlement>;
};

/** Source of a settlement. */
export type SettlementSource =
  /** Fetched from the gateway. */
  | 'SCHEDULE'
  /** An uploaded file. */
  | 'UPLOAD';

/** State of a settlement. */
export type SettlementStatus =
  /** The import failed; it is retried. */
  | 'FAILED'
  /** Being fetched and matched. */
  | 'IMPORTING'
  /** All lines are imported and matched. */
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

/** Totals of a settlement in one currency. */
export type SettlementTotal = {
  __typename?: 'SettlementTotal';
  /** Present balance of the gateway's clearing account: what the gateway owes the operator. */
  clearing: Money;
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
  /** Sum of the gateway's fees. */
  fees: Money;
  /** Number of payments. */
  payments: Scalars['Int']['output'];
  /** Sum of the payments. */
  paymentsAmount: Money;
  /** Number of payouts. */
  payouts: Scalars['Int']['output'];
  /** Sum of the payouts; negative. */
  payoutsAmount: Money;
  /** Number of refunds. */
  refunds: Scalars['Int']['output'];
  /** Sum of the refunds; negative. */
  refundsAmount: Money;
};

/** What a violation means for fulfilment. */
export type Severity =
  /** It is fulfilled only when the code is acknowledged. */
  | 'ALERT'
  /** It cannot be fulfilled until the data is corrected. */
  | 'BLOCK';

/** Sex, as in the identity document. */
export type Sex =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE';

/** Audience of an OAuth client. */
export type SignIn =
  /** Nobody; the client acts for itself. */
  | 'NOBODY'
  /** Staff. */
  | 'STAFF'
  /** Subscribers. */
  | 'SUBSCRIBERS';

/** Input of `signOutEverywhere`. */
export type SignOutEverywhereInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** How a contract was signed. */
export type SignatureMethod =
  /** By an electronic signature; `signatureReference` names its certificate or transaction. */
  | 'ELECTRONIC'
  /** On paper. */
  | 'INK'
  /** By a code that was sent to the customer's contact number. */
  | 'ONE_TIME_CODE';

/** A SIM: the card or profile that identifies a subscriber to the network. */
export type Sim = Node & {
  __typename?: 'Sim';
  /** When it was first activated. */
  activatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Contracts the SIM served, newest first. */
  bindings: Array<SimBinding>;
  /** Why it is blocked, or was when it ended. */
  blockedFor?: Maybe<SimBlock>;
  /** The live contract. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Integrated circuit card identifier, ITU-T E.118; filters accept spaces and padding. */
  iccid: Scalars['String']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** International mobile subscriber identity, ITU-T E.212. */
  imsi?: Maybe<Scalars['String']['output']>;
  /** Card or eSIM profile. */
  kind: SimKind;
  /** Code of the shop or the warehouse where it was delivered to. */
  location?: Maybe<Scalars['String']['output']>;
  /** The number that the SIM serves, E.164; filters accept any notation. */
  msisdn?: Maybe<Scalars['String']['output']>;
  /** Present state of the SIM in the network; null, with an error, when the network does not answer. */
  networkState?: Maybe<SimNetworkState>;
  /** Who has reserved it. */
  reservedBy?: Maybe<Scalars['String']['output']>;
  /** For whom it is reserved. */
  reservedFor?: Maybe<Customer>;
  /** When its reservation expires; null where it is reserved for a contract. */
  reservedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** State of the SIM. */
  status: SimStatus;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A period in which a SIM served a contract. */
export type SimBinding = {
  __typename?: 'SimBinding';
  /** The contract. */
  contract?: Maybe<Contract>;
  /** Begin of the period. */
  from: Scalars['DateTime']['output'];
  /** End of the period; null while it lasts. */
  to?: Maybe<Scalars['DateTime']['output']>;
};

/** Why a SIM was blocked. */
export type SimBlock =
  /** The SIM does not work. */
  | 'FAULTY'
  /** The SIM or the phone with it was lost. */
  | 'LOST'
  /** The SIM or the phone with it was stolen. */
  | 'STOLEN';

/** A page of a list of Sim. */
export type SimConnection = {
  __typename?: 'SimConnection';
  /** The rows with their cursors. */
  edges: Array<SimEdge>;
  /** The rows. */
  nodes: Array<Sim>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** True when `search` has more than 1,000 hits. The list then contains 1,000 of them, preferring names that begin with the search term. Use a more specific term. */
  searchTooBroad: Scalars['Boolean']['output'];
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Sim, with its cursor. */
export type SimEdge = {
  __typename?: 'SimEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Sim;
};

/** Filter for Sim rows; all given conditions must hold. */
export type SimFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<SimFilter>>;
  /** The live contract. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Integrated circuit card identifier, ITU-T E.118; filters accept spaces and padding. */
  iccid?: InputMaybe<TextFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Card or eSIM profile. */
  kind?: InputMaybe<SimKindFilter>;
  /** The number that the SIM serves, E.164; filters accept any notation. */
  msisdn?: InputMaybe<TextFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<SimFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<SimFilter>>;
  /** For whom it is reserved. */
  reservedFor?: InputMaybe<CustomerFilter>;
  /** State of the SIM. */
  status?: InputMaybe<SimStatusFilter>;
};

/** Kind of SIM. */
export type SimKind =
  /** A downloadable profile (eSIM). */
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

/** Live state of a SIM in the network. */
export type SimNetworkState = {
  __typename?: 'SimNetworkState';
  /** When the network last saw the SIM. */
  lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Registration state. */
  registration: Registration;
};

/** An order of Sim. */
export type SimOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: SimOrderField;
};

/** Fields by which a list of Sim can be ordered. */
export type SimOrderField =
  | 'CREATED_AT'
  | 'ICCID';

/** The result of a mutation of a sim. */
export type SimPayload = {
  __typename?: 'SimPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The sim after the mutation; null when the mutation was refused, and in a dry run. */
  sim?: Maybe<Sim>;
};

/** State of a SIM. A SIM that was ACTIVE never becomes AVAILABLE again. */
export type SimStatus =
  /** Serves a contract. */
  | 'ACTIVE'
  /** In the pool. */
  | 'AVAILABLE'
  /** Lost, stolen or faulty. */
  | 'BLOCKED'
  /** Delivered by the supplier, not released for sale. */
  | 'IMPORTED'
  /** Swapped for another SIM. */
  | 'REPLACED'
  /** Reserved, until the reservation expires or for a contract that is not in service yet. */
  | 'RESERVED'
  /** Bound to a suspended contract. */
  | 'SUSPENDED'
  /** Retired: with its contract, or before it ever had one. */
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

/** The stock of SIMs of one kind at one location. */
export type SimStock = {
  __typename?: 'SimStock';
  /** Number of SIMs that are AVAILABLE. */
  available: Scalars['Int']['output'];
  /** Card or eSIM profile. */
  kind: SimKind;
  /** Code of the location; null for SIMs without one. */
  location?: Maybe<Scalars['String']['output']>;
  /** Number of SIMs that are RESERVED. */
  reserved: Scalars['Int']['output'];
};

/** Statement of a contract's account over a period; `from` is inclusive, `to` exclusive. */
export type Statement = {
  __typename?: 'Statement';
  /** Balance at the end of the period. */
  closingBalance: Money;
  /** The contract. */
  contract?: Maybe<Contract>;
  /** Sum of the credits. */
  credited: Money;
  /** Sum of the debits. */
  debited: Money;
  /** Entries of the period, newest first. */
  entries: LedgerEntryConnection;
  /** Begin of the period. */
  from: Scalars['DateTime']['output'];
  /** Balance at the begin of the period. */
  openingBalance: Money;
  /** End of the period. */
  to: Scalars['DateTime']['output'];
  /** Link to download it as a PDF in the customer's language, valid for five minutes; null for analysts. */
  url?: Maybe<Scalars['String']['output']>;
};


/** Statement of a contract's account over a period; `from` is inclusive, `to` exclusive. */
export type StatementEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LedgerEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<LedgerEntryOrder>>;
};

/** One transition of a state machine: the node, both states, the actor, the time and the reason. */
export type StatusChange = {
  __typename?: 'StatusChange';
  /** The actor. */
  actor: Scalars['String']['output'];
  /** When it happened. */
  createdAt: Scalars['DateTime']['output'];
  /** The previous state; null for the first transition. */
  from?: Maybe<Scalars['String']['output']>;
  /** The node that changed; null when the viewer may not see it. */
  node?: Maybe<Node>;
  /** The state machine. */
  nodeType: NodeType;
  /** The reason, in the actor's words. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The new state. */
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
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of StatusChange, with its cursor. */
export type StatusChangeEdge = {
  __typename?: 'StatusChangeEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: StatusChange;
};

/** Filter for StatusChange rows; all given conditions must hold. */
export type StatusChangeFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<StatusChangeFilter>>;
  /** When it happened. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** The state machine. */
  nodeType?: InputMaybe<NodeTypeFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<StatusChangeFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<StatusChangeFilter>>;
};

/** An order of StatusChange. */
export type StatusChangeOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: StatusChangeOrderField;
};

/** Fields by which a list of StatusChange can be ordered. */
export type StatusChangeOrderField =
  | 'CREATED_AT';

/** A transition of a state machine. Several transitions of one mutation are delivered as one. */
export type StatusChanged = {
  __typename?: 'StatusChanged';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** The previous state; null for the first transition. */
  from?: Maybe<Scalars['String']['output']>;
  /** The node in its present state. */
  node: Node;
  /** The new state. */
  to: Scalars['String']['output'];
  /** The state machine. */
  type: NodeType;
  /** The verb of the last transition. */
  verb: Scalars['String']['output'];
};

/** The fields that were found in a request, in stored form. */
export type StructuredRequest = {
  __typename?: 'StructuredRequest';
  /** Birth date. */
  birthDate?: Maybe<Scalars['Date']['output']>;
  /** Person or organisation. */
  customerKind?: Maybe<CustomerKind>;
  /** Issuing country, ISO 3166-1 alpha-2. */
  documentCountry?: Maybe<Scalars['String']['output']>;
  /** The form in which document numbers are compared. */
  documentKey?: Maybe<Scalars['String']['output']>;
  /** Kind of identity document. */
  documentKind?: Maybe<DocumentKind>;
  /** Series and number, in upper case and without spaces. */
  documentNumber?: Maybe<Scalars['String']['output']>;
  /** Contact e-mail address. */
  email?: Maybe<Scalars['String']['output']>;
  /** ICCID of the SIM. */
  iccid?: Maybe<Scalars['String']['output']>;
  /** Language of messages. */
  language?: Maybe<Language>;
  /** The requested number, E.164. */
  msisdn?: Maybe<Scalars['String']['output']>;
  /** Full name, surname first, or the organisation's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** Codes of options. */
  options: Array<Scalars['String']['output']>;
  /** Contact number, E.164. */
  phone?: Maybe<Scalars['String']['output']>;
  /** Code of the tariff. */
  tariffCode?: Maybe<Scalars['String']['output']>;
};

/** A new request. */
export type SubmitRequestInput = {
  /** How it came in. When absent, COUNTER for staff, PARTNER for a program, APP for a subscriber. */
  channel?: InputMaybe<RequestChannel>;
  /** The contract it is about; a subscriber's own line when absent. */
  contractId?: InputMaybe<Scalars['ID']['input']>;
  /** The customer, when one is known. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What is asked for. */
  kind: RequestKind;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Priority. It is ignored when a subscriber or a partner submits the request. */
  priority?: InputMaybe<TicketPriority>;
  /** Queue of the team that works on it, at most 50 characters; staff only. */
  queue?: InputMaybe<Scalars['String']['input']>;
  /** The form as it came in, at most 64 KB; it is kept as given. Fields are found by their names: `name` (or `surname`, `givenName`, `patronymic`), `phone`, `email`, `birthDate`, `document { kind number country }`, `tariffCode`, `options`, `iccid`, `msisdn`, `language`, `customerKind`; those of the customer may stand under `customer`. */
  raw: Scalars['JSON']['input'];
  /** Who acts for the customer; absent when the customer acts. Attach the file with the authority as AUTHORITY. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** All subscriptions. */
export type Subscription = {
  __typename?: 'Subscription';
  /** Progress of an import, from upload to end. */
  bulkRegisterProgress: BulkRegisterProgress;
  /** Progress of a search for duplicates, from request to end. */
  duplicateSearchProgress: DuplicateSearchProgress;
  /** Progress of an export, from request to end. */
  exportProgress: ExportProgress;
  /** New messages to the app. */
  notificationAdded: NotificationAdded;
  /** Changes of payments. */
  paymentChanged: PaymentChanged;
  /** Changes of requests. */
  requestChanged: RequestChanged;
  /** All transitions of all state machines. */
  statusChanged: StatusChanged;
  /** Changes of tickets. */
  ticketChanged: TicketChanged;
};


/** All subscriptions. */
export type SubscriptionBulkRegisterProgressArgs = {
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
};


/** All subscriptions. */
export type SubscriptionDuplicateSearchProgressArgs = {
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
};


/** All subscriptions. */
export type SubscriptionExportProgressArgs = {
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
};


/** All subscriptions. */
export type SubscriptionNotificationAddedArgs = {
  since?: InputMaybe<Scalars['String']['input']>;
};


/** All subscriptions. */
export type SubscriptionPaymentChangedArgs = {
  contractId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** All subscriptions. */
export type SubscriptionRequestChangedArgs = {
  contractId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** All subscriptions. */
export type SubscriptionStatusChangedArgs = {
  nodeId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
  types?: InputMaybe<Array<NodeType>>;
};


/** All subscriptions. */
export type SubscriptionTicketChangedArgs = {
  contractId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `swapSim`. */
export type SwapSimInput = {
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** What happened to the old SIM, if anything: it is then blocked at once. */
  because?: InputMaybe<SimBlock>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** ICCID of the new SIM; when absent, one is taken from the pool. */
  iccid?: InputMaybe<Scalars['String']['input']>;
  /** The contract, which is in service. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** A tariff: price and content of a contract. */
export type Tariff = Node & {
  __typename?: 'Tariff';
  /** Whether it can be sold. */
  active: Scalars['Boolean']['output'];
  /** Code, as operators type it. */
  code: Scalars['String']['output'];
  /** Contracts on this tariff. */
  contracts: ContractConnection;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The version in force, which new contracts get. `monthlyFee` is its fee. */
  currentVersion?: Maybe<TariffVersion>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Monthly fee. */
  monthlyFee: Money;
  /** Name shown to customers. */
  name: Scalars['String']['output'];
  /** Options that can be booked with the tariff. */
  options: Array<TariffOption>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
  /** All versions, newest first, those that begin later included; subscribers see those that began. */
  versions: Array<TariffVersion>;
};


/** A tariff: price and content of a contract. */
export type TariffContractsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ContractOrder>>;
};

/** What the monthly fee of a tariff includes. */
export type TariffAllowance = {
  __typename?: 'TariffAllowance';
  /** Minutes, messages or megabytes a month; null when the tariff sets no limit. */
  amount?: Maybe<Scalars['Int']['output']>;
  /** What is included. */
  kind: AllowanceKind;
  /** Where it can be used. */
  scope: AllowanceScope;
};

/** A page of a list of Tariff. */
export type TariffConnection = {
  __typename?: 'TariffConnection';
  /** The rows with their cursors. */
  edges: Array<TariffEdge>;
  /** The rows. */
  nodes: Array<Tariff>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Tariff, with its cursor. */
export type TariffEdge = {
  __typename?: 'TariffEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Tariff;
};

/** Filter for Tariff rows; all given conditions must hold. */
export type TariffFilter = {
  /** Whether it can be sold. */
  active?: InputMaybe<BooleanFilter>;
  /** All of these conditions hold. */
  and?: InputMaybe<Array<TariffFilter>>;
  /** Code, as operators type it. */
  code?: InputMaybe<CodeFilter>;
  /** Contracts on this tariff. */
  contracts?: InputMaybe<ContractListFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Name shown to customers. */
  name?: InputMaybe<TextFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<TariffFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<TariffFilter>>;
};

/** An option: something added to a tariff for a fee. */
export type TariffOption = Node & {
  __typename?: 'TariffOption';
  /** Whether it can be sold. */
  active: Scalars['Boolean']['output'];
  /** Code, as operators type it. */
  code: Scalars['String']['output'];
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Monthly fee. */
  monthlyFee: Money;
  /** Name shown to customers. */
  name: Scalars['String']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** An order of Tariff. */
export type TariffOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: TariffOrderField;
};

/** Fields by which a list of Tariff can be ordered. */
export type TariffOrderField =
  | 'CODE'
  | 'CREATED_AT'
  | 'NAME';

/** The result of a mutation of a tariff. */
export type TariffPayload = {
  __typename?: 'TariffPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The tariff after the mutation; null when the mutation was refused, and in a dry run. */
  tariff?: Maybe<Tariff>;
};

/** What a tariff costs and contains from a moment on. A version is never changed. */
export type TariffVersion = Node & {
  __typename?: 'TariffVersion';
  /** What the monthly fee includes. */
  allowances: Array<TariffAllowance>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Monthly fee. */
  monthlyFee: Money;
  /** Number of the version, counted from 1 for each tariff. */
  number: Scalars['Int']['output'];
  /** When it was published. */
  publishedAt: Scalars['DateTime']['output'];
  /** The tariff. */
  tariff?: Maybe<Tariff>;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** When it begins. Of the versions that began, the one that began last is in force. */
  validFrom: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** The result of a mutation of a tariff version. */
export type TariffVersionPayload = {
  __typename?: 'TariffVersionPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The tariff version after the mutation; null when the mutation was refused, and in a dry run. */
  tariffVersion?: Maybe<TariffVersion>;
};

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
  /** Assigned member of the staff; null when unassigned. */
  assignee?: Maybe<Scalars['String']['output']>;
  /** Files, oldest first. */
  attachments: Array<TicketAttachment>;
  /** Verbs of the state machine, and whether the viewer may use each now. */
  availableActions: Array<AvailableAction>;
  /** Category chosen by the desk. */
  category?: Maybe<Scalars['String']['output']>;
  /** Comments, oldest first. */
  comments: Array<TicketComment>;
  /** The contract the ticket is about, if any. */
  contract?: Maybe<Contract>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The customer of the ticket. */
  customer?: Maybe<Customer>;
  /** Description. */
  description?: Maybe<Scalars['String']['output']>;
  /** When the first response was given. */
  firstRespondedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the first response is due. */
  firstResponseDueAt?: Maybe<Scalars['DateTime']['output']>;
  /** State transitions, newest first. */
  history: Array<StatusChange>;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Whether it is assigned to the viewer. */
  mine: Scalars['Boolean']['output'];
  /** Ticket number, as told to the customer. */
  number: Scalars['String']['output'];
  /** Whether a due time has passed. */
  overdue: Scalars['Boolean']['output'];
  /** The payment the ticket is about, if any. */
  payment?: Maybe<Payment>;
  /** Priority. */
  priority: TicketPriority;
  /** Queue of the team that works on it. */
  queue?: Maybe<Scalars['String']['output']>;
  /** When the solution is due. */
  solutionDueAt?: Maybe<Scalars['DateTime']['output']>;
  /** When work on the ticket was finished. */
  solvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the ticket. */
  status: TicketStatus;
  /** Subject. */
  subject: Scalars['String']['output'];
  /** Whether nobody is assigned. */
  unassigned: Scalars['Boolean']['output'];
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** Input of the mutations that change a ticket's state. */
export type TicketActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The ticket. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. Required for suspend, block and close. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A file attached to a ticket. */
export type TicketAttachment = {
  __typename?: 'TicketAttachment';
  /** Who attached it. */
  author: Scalars['String']['output'];
  /** When it was attached. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Whether only staff can see it. */
  internal: Scalars['Boolean']['output'];
  /** IANA media type of the file. */
  mediaType: Scalars['String']['output'];
  /** The file's name. */
  name: Scalars['String']['output'];
  /** Size in bytes. */
  sizeBytes: Scalars['Int']['output'];
  /** Link to download the file without a token, valid for five minutes; null for analysts. */
  url?: Maybe<Scalars['String']['output']>;
};

/** A ticket was opened, changed, assigned, answered or discarded. */
export type TicketChanged = {
  __typename?: 'TicketChanged';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Position of the event in the log; pass it as `since` to continue from here. */
  cursor: Scalars['String']['output'];
  /** Id of a discarded ticket, to remove it from lists; null otherwise. It is not sent to subscribers. */
  discardedId?: Maybe<Scalars['ID']['output']>;
  /** The ticket in its present state; null when it was discarded. */
  ticket?: Maybe<Ticket>;
};

/** A comment on a ticket. */
export type TicketComment = {
  __typename?: 'TicketComment';
  /** Author of the comment. */
  author: Scalars['String']['output'];
  /** Text of the comment. */
  body: Scalars['String']['output'];
  /** When the comment was written. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Whether only staff can see it. */
  internal: Scalars['Boolean']['output'];
};

/** A page of a list of Ticket. */
export type TicketConnection = {
  __typename?: 'TicketConnection';
  /** The rows with their cursors. */
  edges: Array<TicketEdge>;
  /** The rows. */
  nodes: Array<Ticket>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of Ticket, with its cursor. */
export type TicketEdge = {
  __typename?: 'TicketEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: Ticket;
};

/** Filter for Ticket rows; all given conditions must hold. */
export type TicketFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<TicketFilter>>;
  /** Assigned member of the staff; null when unassigned. */
  assignee?: InputMaybe<CodeFilter>;
  /** The contract the ticket is about, if any. */
  contract?: InputMaybe<ContractFilter>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** The customer of the ticket. */
  customer?: InputMaybe<CustomerFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** Whether it is assigned to the viewer. */
  mine?: InputMaybe<BooleanFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<TicketFilter>;
  /** Ticket number, as told to the customer. */
  number?: InputMaybe<CodeFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<TicketFilter>>;
  /** Whether a due time has passed. */
  overdue?: InputMaybe<BooleanFilter>;
  /** The payment the ticket is about, if any. */
  payment?: InputMaybe<PaymentFilter>;
  /** Priority. */
  priority?: InputMaybe<TicketPriorityFilter>;
  /** Queue of the team that works on it. */
  queue?: InputMaybe<CodeFilter>;
  /** State of the ticket. */
  status?: InputMaybe<TicketStatusFilter>;
  /** Whether nobody is assigned. */
  unassigned?: InputMaybe<BooleanFilter>;
};

/** Condition on the related Ticket rows; all given conditions must hold. */
export type TicketListFilter = {
  /** All rows match; true for no rows. */
  every?: InputMaybe<TicketFilter>;
  /** No row matches. */
  none?: InputMaybe<TicketFilter>;
  /** At least one row matches. */
  some?: InputMaybe<TicketFilter>;
};

/** An order of Ticket. */
export type TicketOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: TicketOrderField;
};

/** Fields by which a list of Ticket can be ordered. */
export type TicketOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a ticket. */
export type TicketPayload = {
  __typename?: 'TicketPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The ticket after the mutation; null when the mutation was refused, and in a dry run. */
  ticket?: Maybe<Ticket>;
};

/** How urgent a ticket is; its due times follow from it. */
export type TicketPriority =
  /** Handled before others. */
  | 'HIGH'
  /** Handled last. */
  | 'LOW'
  /** Handled in order of arrival. */
  | 'NORMAL'
  /** Handled immediately. */
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

/** State of a ticket. */
export type TicketStatus =
  /** Somebody works on it. */
  | 'ACTIVE'
  /** Work is finished; the ticket can be closed. */
  | 'BLOCKED'
  /** Done. */
  | 'CLOSED'
  /** New; nobody works on it yet. */
  | 'FREE'
  /** Suspended; its due times are paused. */
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

/** Input of `transferBalance`. */
export type TransferBalanceInput = {
  /** Amount to transfer. */
  amount: MoneyInput;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract to debit; its balance must cover the amount. */
  fromContractId: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey: Scalars['String']['input'];
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The contract to credit. */
  toContractId: Scalars['ID']['input'];
};

/** Trial balance: all accounts of one currency at one moment. */
export type TrialBalance = {
  __typename?: 'TrialBalance';
  /** The accounts; the accounts of all contracts are summed up in one row. */
  accounts: Array<TrialBalanceAccount>;
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
  /** Credits less debits of all accounts; always zero. */
  total: Money;
};

/** Balance of one account, or of all contracts together, in the debit or the credit column. */
export type TrialBalanceAccount = {
  __typename?: 'TrialBalanceAccount';
  /** Kind of account. */
  account: LedgerAccountKind;
  /** Code of the account, such as CLEARING:SANDBOX. */
  code: Scalars['String']['output'];
  /** Credit balance; zero when the balance is on the debit side. */
  credit: Money;
  /** Debit balance; zero when the balance is on the credit side. */
  debit: Money;
};

/** Input of `unblockSim`. */
export type UnblockSimInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The SIM. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `undoMerge`. */
export type UndoMergeInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The merge. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason: Scalars['String']['input'];
};

/** What to do with SIMs and numbers that are not in the pool. */
export type UnknownSims =
  /** They are created. */
  | 'CREATE'
  /** Their rows are rejected. */
  | 'REJECT';

/** Input of `unlockLine`. */
export type UnlockLineInput = {
  /** Number of the identity document by which the customer was verified. */
  documentNumber: Scalars['String']['input'];
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The contract. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Input of `updateCustomerContact`; absent fields keep their values. */
export type UpdateCustomerContactInput = {
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Change the data even if another customer has this phone or e-mail, or is similar then: the same as POSSIBLE_DUPLICATE in `acknowledge`. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new e-mail address; null removes the address. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The new name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The new contact number. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
};

/** Input of `updateCustomerProfile`; absent fields keep their values, null removes a value. */
export type UpdateCustomerProfileInput = {
  /** E-mail address of the member of the staff who looks after the customer, or `me`. */
  accountManager?: InputMaybe<Scalars['String']['input']>;
  /** Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that there were. A violation with the severity BLOCK is refused in any case. */
  acknowledge?: InputMaybe<Array<ErrorCode>>;
  /** Change the data even if another customer is similar then. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** Id of the file with the authority: one that was attached to a request as AUTHORITY. */
  authorityFile?: InputMaybe<Scalars['ID']['input']>;
  /** Birth date of a person. Replacing or removing one requires `reason`; that of a verified person is corrected by `verifyCustomer`, with the document. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** Citizenship of a person, ISO 3166-1 alpha-2, such as KG. */
  citizenship?: InputMaybe<Scalars['String']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that was read. The mutation is refused with CONFLICT when the stored version differs. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Language of messages and documents for the customer. */
  language?: InputMaybe<Language>;
  /** Legal form of an organisation. */
  legalForm?: InputMaybe<LegalForm>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who acts for the customer; absent when the customer acts. It is recorded with the act. */
  representative?: InputMaybe<RepresentativeInput>;
  /** Sex of a person. */
  sex?: InputMaybe<Sex>;
  /** Country of `taxNumber`, ISO 3166-1 alpha-2. */
  taxCountry?: Scalars['String']['input'];
  /** Tax number of an organisation; separators are removed. */
  taxNumber?: InputMaybe<Scalars['String']['input']>;
};

/** A member of the staff. */
export type User = Node & {
  __typename?: 'User';
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** E-mail address used to sign in. */
  email: Scalars['String']['output'];
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Language of pages and messages for the user. */
  language: Language;
  /** Time of the last sign-in. */
  lastSignInAt?: Maybe<Scalars['DateTime']['output']>;
  /** Full name. */
  name: Scalars['String']['output'];
  /** Role of the user. */
  role: UserRole;
  /** Whether a second factor is set up. */
  secondFactor: Scalars['Boolean']['output'];
  /** Sessions of the user, newest first. */
  sessions: Array<Session>;
  /** State of the account. */
  status: UserStatus;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** Input of the mutations that take a user. */
export type UserActionInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The user. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
};

/** A page of a list of User. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** The rows with their cursors. */
  edges: Array<UserEdge>;
  /** The rows. */
  nodes: Array<User>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of User, with its cursor. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: User;
};

/** Why a mutation was refused, or which part of its input it did not use. */
export type UserError = {
  __typename?: 'UserError';
  /** Error code, for programs. */
  code: ErrorCode;
  /** Path of the input field that caused the error; empty when no field did. */
  field: Array<Scalars['String']['output']>;
  /** Text for people; it may change between releases. */
  message: Scalars['String']['output'];
};

/** Filter for User rows; all given conditions must hold. */
export type UserFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<UserFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** E-mail address used to sign in. */
  email?: InputMaybe<CodeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<UserFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<UserFilter>>;
  /** Role of the user. */
  role?: InputMaybe<UserRoleFilter>;
  /** State of the account. */
  status?: InputMaybe<UserStatusFilter>;
};

/** An order of User. */
export type UserOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: UserOrderField;
};

/** Fields by which a list of User can be ordered. */
export type UserOrderField =
  | 'CREATED_AT';

/** The result of a mutation of an user. */
export type UserPayload = {
  __typename?: 'UserPayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** Invitation link; returned only by the call that created it. */
  invitationUrl?: Maybe<Scalars['String']['output']>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The user after the mutation; null when the mutation was refused, and in a dry run. */
  user?: Maybe<User>;
};

/** Role of a member of the staff. */
export type UserRole =
  /** All rights, including users and settings; must sign in with a second factor. */
  | 'ADMIN'
  /** Reads all data; personal data is masked. */
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

/** State of a user account. */
export type UserStatus =
  /** Can sign in. */
  | 'ACTIVE'
  /** Cannot sign in; all sessions were ended. */
  | 'DEACTIVATED'
  /** Invited; has not set a password yet. */
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

/** Input of `validateRequest`. */
export type ValidateRequestInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The request. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A rule that the data of customers must meet when it is given or changed. */
export type ValidationRule = Node & {
  __typename?: 'ValidationRule';
  /** First day on which it holds. */
  activeFrom: Scalars['Date']['output'];
  /** Last day on which it holds; null when it has no end. */
  activeTo?: Maybe<Scalars['Date']['output']>;
  /** When the object was created. */
  createdAt: Scalars['DateTime']['output'];
  /** Only for customers of this kind; null: for both. */
  customerKind?: Maybe<CustomerKind>;
  /** Only for documents of this country, ISO 3166-1 alpha-2; null: for all. */
  documentCountry?: Maybe<Scalars['String']['output']>;
  /** Only for documents of this kind; null: for all. */
  documentKind?: Maybe<DocumentKind>;
  /** The field, by its path in the input of `createCustomer`; `lines`: its contracts. */
  field: Scalars['String']['output'];
  /** What is demanded. */
  form: RuleForm;
  /** Opaque, globally unique id. It never changes. */
  id: Scalars['ID']['output'];
  /** Largest number of characters. */
  maxLength?: Maybe<Scalars['Int']['output']>;
  /** What is told in English when it is broken. */
  messageEn: Scalars['String']['output'];
  /** What is told in Kyrgyz. */
  messageKy: Scalars['String']['output'];
  /** What is told in Russian. */
  messageRu: Scalars['String']['output'];
  /** Least number of characters. */
  minLength?: Maybe<Scalars['Int']['output']>;
  /** Years of AGE_AT_LEAST, days of DOCUMENT_VALID, contracts of LINES_AT_MOST; null for other forms. */
  number?: Maybe<Scalars['Int']['output']>;
  /** Pattern of the whole value in stored form. */
  pattern?: Maybe<Scalars['String']['output']>;
  /** Only for requests of this kind; null: for all, and for creation and change of a customer. */
  requestKind?: Maybe<RequestKind>;
  /** When it was retired; null while it was not. */
  retiredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it blocks, or can be acknowledged. */
  severity: Severity;
  /** When the object was last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes. */
  version: Scalars['Int']['output'];
};

/** A page of a list of ValidationRule. */
export type ValidationRuleConnection = {
  __typename?: 'ValidationRuleConnection';
  /** The rows with their cursors. */
  edges: Array<ValidationRuleEdge>;
  /** The rows. */
  nodes: Array<ValidationRule>;
  /** Position of the page. */
  pageInfo: PageInfo;
  /** Number of matching rows, counted up to 10,000. */
  totalCount: Scalars['Int']['output'];
  /** False when more rows match than `totalCount` states. */
  totalCountExact: Scalars['Boolean']['output'];
};

/** A row of a list of ValidationRule, with its cursor. */
export type ValidationRuleEdge = {
  __typename?: 'ValidationRuleEdge';
  /** Cursor of the row; pass it as `after` or `before`. */
  cursor: Scalars['String']['output'];
  /** The row. */
  node: ValidationRule;
};

/** Filter for ValidationRule rows; all given conditions must hold. */
export type ValidationRuleFilter = {
  /** All of these conditions hold. */
  and?: InputMaybe<Array<ValidationRuleFilter>>;
  /** When the object was created. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** Opaque, globally unique id. It never changes. */
  id?: InputMaybe<IdFilter>;
  /** This condition does not hold. */
  not?: InputMaybe<ValidationRuleFilter>;
  /** At least one of these conditions holds. */
  or?: InputMaybe<Array<ValidationRuleFilter>>;
};

/** An order of ValidationRule. */
export type ValidationRuleOrder = {
  /** Direction of an order. */
  direction?: OrderDirection;
  /** Field to order by. */
  field: ValidationRuleOrderField;
};

/** Fields by which a list of ValidationRule can be ordered. */
export type ValidationRuleOrderField =
  | 'CREATED_AT';

/** The result of a mutation of a validation rule. */
export type ValidationRulePayload = {
  __typename?: 'ValidationRulePayload';
  /** Why the mutation was refused; empty when it succeeded. */
  errors: Array<UserError>;
  /** What the mutation would do; null unless it is a dry run, and when it would be refused. */
  plan?: Maybe<Plan>;
  /** The validation rule after the mutation; null when the mutation was refused, and in a dry run. */
  validationRule?: Maybe<ValidationRule>;
};

/** Input of `verifyCustomer`. */
export type VerifyCustomerInput = {
  /** Add `document` even if the customer has another valid one of its kind, such as a renewed card. */
  allowAnotherDocument?: Scalars['Boolean']['input'];
  /** Birth date in the document. It is added to the customer or replaces the stored one; replacing requires `reason`. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** A new document, which is added to the customer. Give this or `documentId`. */
  document?: InputMaybe<IdentityDocumentInput>;
  /** The customer's document that was compared with the person; the newest valid one when absent. */
  documentId?: InputMaybe<Scalars['ID']['input']>;
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The customer. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** The caller. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The contract that holds the number a subscriber signed in with; null for other callers, and when no contract of the subscriber holds it any more. */
  contract?: Maybe<Contract>;
  /** The customer, for a subscriber who signed in as a verified holder; null for others. */
  customer?: Maybe<Customer>;
  /** Language of texts for people. */
  language: Scalars['String']['output'];
  /** Name of the caller, as in histories. */
  name: Scalars['String']['output'];
  /** Names of the mutations that the caller may use. */
  permissions: Array<Scalars['String']['output']>;
  /** Role of the caller. */
  role: Role;
  /** Sessions of the caller, newest first. */
  sessions: Array<Session>;
  /** Time zone of days and months (IANA name). */
  timeZone: Scalars['String']['output'];
};

/** Input of `withdrawConsent`. */
export type WithdrawConsentInput = {
  /** Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the idempotency key is not used. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The consent. */
  id: Scalars['ID']['input'];
  /** Idempotency key. Calls with the same key and the same input are executed once and return the same result. Keys are kept for 7 days. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with PLAN_STALE. */
  planToken?: InputMaybe<Scalars['String']['input']>;
  /** Reason, in the actor's words; stored in the history and with the events of the mutation. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type AddToBlocklistMutationVariables = Exact<{
  input: AddToBlocklistInput;
}>;


export type AddToBlocklistMutation = { __typename?: 'Mutation', addToBlocklist?: { __typename?: 'BlocklistEntryPayload', blocklistEntry?: { __typename?: 'BlocklistEntry', id: string, kind: BlocklistKind, reason: string, actor: string, createdAt: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AuditTrailQueryVariables = Exact<{
  filter?: InputMaybe<AuditEntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AuditTrailQuery = { __typename?: 'Query', auditEntries: { __typename?: 'AuditEntryConnection', nodes: Array<{ __typename?: 'AuditEntry', actor: string, role: string, client?: string | null, address?: string | null, verb: string, outcome: string, node?: { __typename?: 'Bill', id: string } | { __typename?: 'BlocklistEntry', id: string } | { __typename?: 'Client', id: string } | { __typename?: 'Consent', id: string } | { __typename?: 'ContactPerson', id: string } | { __typename?: 'Contract', id: string } | { __typename?: 'Customer', id: string } | { __typename?: 'CustomerAddress', id: string } | { __typename?: 'CustomerContact', id: string } | { __typename?: 'CustomerMerge', id: string } | { __typename?: 'CustomerNote', id: string } | { __typename?: 'DuplicatePair', id: string } | { __typename?: 'DuplicateSearch', id: string } | { __typename?: 'ExportJob', id: string } | { __typename?: 'IdentityDocument', id: string } | { __typename?: 'ImportJob', id: string } | { __typename?: 'Mismatch', id: string } | { __typename?: 'Notification', id: string } | { __typename?: 'Payment', id: string } | { __typename?: 'PhoneNumber', id: string } | { __typename?: 'Refund', id: string } | { __typename?: 'RejectedRow', id: string } | { __typename?: 'Request', id: string } | { __typename?: 'Settlement', id: string } | { __typename?: 'Sim', id: string } | { __typename?: 'Tariff', id: string } | { __typename?: 'TariffOption', id: string } | { __typename?: 'TariffVersion', id: string } | { __typename?: 'Ticket', id: string } | { __typename?: 'User', id: string } | { __typename?: 'ValidationRule', id: string } | null, changes: Array<{ __typename?: 'AuditChange', table: string, change: string, field: string, before?: string | null, after?: string | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type BlocklistQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type BlocklistQuery = { __typename?: 'Query', blocklistEntries: { __typename?: 'BlocklistEntryConnection', totalCount: number, nodes: Array<{ __typename?: 'BlocklistEntry', id: string, kind: BlocklistKind, reason: string, actor: string, createdAt: string }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type CancelDuplicateSearchMutationVariables = Exact<{
  input: CancelDuplicateSearchInput;
}>;


export type CancelDuplicateSearchMutation = { __typename?: 'Mutation', cancelDuplicateSearch?: { __typename?: 'DuplicateSearchPayload', duplicateSearch?: { __typename?: 'DuplicateSearch', id: string, status: DuplicateSearchStatus, customers: number, done: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ChangeValidationRuleMutationVariables = Exact<{
  input: ChangeValidationRuleInput;
}>;


export type ChangeValidationRuleMutation = { __typename?: 'Mutation', changeValidationRule?: { __typename?: 'ValidationRulePayload', validationRule?: { __typename?: 'ValidationRule', id: string, form: RuleForm, field: string, number?: number | null, pattern?: string | null, severity: Severity, activeFrom: string, activeTo?: string | null, retiredAt?: string | null, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ClientsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ClientsQuery = { __typename?: 'Query', clients: { __typename?: 'ClientConnection', nodes: Array<{ __typename?: 'Client', clientId: string, name: string, kind: ClientKind, signIn: SignIn, redirectUris: string, grantTypes: string, scopes: string, active: boolean }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type CreateTariffMutationVariables = Exact<{
  input: CreateTariffInput;
}>;


export type CreateTariffMutation = { __typename?: 'Mutation', createTariff?: { __typename?: 'TariffPayload', tariff?: { __typename?: 'Tariff', id: string, code: string, name: string, active: boolean, monthlyFee: { __typename?: 'Money', amount: string, currency: string }, currentVersion?: { __typename?: 'TariffVersion', id: string, number: number, allowances: Array<{ __typename?: 'TariffAllowance', kind: AllowanceKind, scope: AllowanceScope, amount?: number | null }> } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CreateValidationRuleMutationVariables = Exact<{
  input: CreateValidationRuleInput;
}>;


export type CreateValidationRuleMutation = { __typename?: 'Mutation', createValidationRule?: { __typename?: 'ValidationRulePayload', validationRule?: { __typename?: 'ValidationRule', id: string, form: RuleForm, field: string, number?: number | null, pattern?: string | null, severity: Severity, activeFrom: string, activeTo?: string | null, retiredAt?: string | null, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type DeactivateUserMutationVariables = Exact<{
  input: UserActionInput;
}>;


export type DeactivateUserMutation = { __typename?: 'Mutation', deactivateUser?: { __typename?: 'UserPayload', user?: { __typename?: 'User', id: string, email: string, status: UserStatus } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type EraseCustomerMutationVariables = Exact<{
  input: EraseCustomerInput;
}>;


export type EraseCustomerMutation = { __typename?: 'Mutation', eraseCustomer?: { __typename?: 'EraseCustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null, status: CustomerStatus } | null, erased?: Array<{ __typename?: 'ErasedRows', table: string, rows: number }> | null, kept?: Array<{ __typename?: 'KeptRows', table: string, rows: number, until?: string | null, reason: string }> | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }>, plan?: { __typename?: 'Plan', planToken: string, changes: Array<{ __typename?: 'PlanChange', node?: string | null, field: string, before?: string | null, after?: string | null }> } | null } | null };

export type FindDuplicatesMutationVariables = Exact<{
  input?: InputMaybe<FindDuplicatesInput>;
}>;


export type FindDuplicatesMutation = { __typename?: 'Mutation', findDuplicates?: { __typename?: 'DuplicateSearchPayload', duplicateSearch?: { __typename?: 'DuplicateSearch', id: string, status: DuplicateSearchStatus, actor: string, customers: number, done: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type PublishTariffVersionMutationVariables = Exact<{
  input: PublishTariffVersionInput;
}>;


export type PublishTariffVersionMutation = { __typename?: 'Mutation', publishTariffVersion?: { __typename?: 'TariffVersionPayload', tariffVersion?: { __typename?: 'TariffVersion', id: string, number: number, validFrom: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string }, allowances: Array<{ __typename?: 'TariffAllowance', kind: AllowanceKind, scope: AllowanceScope, amount?: number | null }>, tariff?: { __typename?: 'Tariff', id: string, code: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RegisterClientMutationVariables = Exact<{
  input: RegisterClientInput;
}>;


export type RegisterClientMutation = { __typename?: 'Mutation', registerClient?: { __typename?: 'ClientPayload', secret?: string | null, client?: { __typename?: 'Client', clientId: string, kind: ClientKind, scopes: string, active: boolean } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RemoveFromBlocklistMutationVariables = Exact<{
  input: RemoveFromBlocklistInput;
}>;


export type RemoveFromBlocklistMutation = { __typename?: 'Mutation', removeFromBlocklist?: { __typename?: 'RemoveFromBlocklistPayload', removedId?: string | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RetireTariffMutationVariables = Exact<{
  input: RetireTariffInput;
}>;


export type RetireTariffMutation = { __typename?: 'Mutation', retireTariff?: { __typename?: 'TariffPayload', tariff?: { __typename?: 'Tariff', id: string, code: string, active: boolean, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RetireValidationRuleMutationVariables = Exact<{
  input: RetireValidationRuleInput;
}>;


export type RetireValidationRuleMutation = { __typename?: 'Mutation', retireValidationRule?: { __typename?: 'ValidationRulePayload', validationRule?: { __typename?: 'ValidationRule', id: string, form: RuleForm, field: string, number?: number | null, pattern?: string | null, severity: Severity, activeFrom: string, activeTo?: string | null, retiredAt?: string | null, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RetryJobMutationVariables = Exact<{
  input: JobActionInput;
}>;


export type RetryJobMutation = { __typename?: 'Mutation', retryJob?: { __typename?: 'RetryJobPayload', errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SetNumberClassMutationVariables = Exact<{
  input: SetNumberClassInput;
}>;


export type SetNumberClassMutation = { __typename?: 'Mutation', setNumberClass?: { __typename?: 'SetNumberClassPayload', errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type RequestsByStateQueryVariables = Exact<{
  filter?: InputMaybe<RequestFilter>;
}>;


export type RequestsByStateQuery = { __typename?: 'Query', requestsAggregate: Array<{ __typename?: 'AggregateRow', count: number, keys: Array<{ __typename?: 'AggregateKey', field: string, value?: string | null }> }> };

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


export type StatusChangesQuery = { __typename?: 'Query', statusChanges: { __typename?: 'StatusChangeConnection', nodes: Array<{ __typename?: 'StatusChange', createdAt: string, nodeType: NodeType, verb: string, from?: string | null, to: string, actor: string, reason?: string | null, node?: { __typename: 'Bill', id: string } | { __typename: 'BlocklistEntry', id: string } | { __typename: 'Client', id: string } | { __typename: 'Consent', id: string } | { __typename: 'ContactPerson', id: string } | { __typename: 'Contract', id: string } | { __typename: 'Customer', id: string } | { __typename: 'CustomerAddress', id: string } | { __typename: 'CustomerContact', id: string } | { __typename: 'CustomerMerge', id: string } | { __typename: 'CustomerNote', id: string } | { __typename: 'DuplicatePair', id: string } | { __typename: 'DuplicateSearch', id: string } | { __typename: 'ExportJob', id: string } | { __typename: 'IdentityDocument', id: string } | { __typename: 'ImportJob', id: string } | { __typename: 'Mismatch', id: string } | { __typename: 'Notification', id: string } | { __typename: 'Payment', id: string } | { __typename: 'PhoneNumber', id: string } | { __typename: 'Refund', id: string } | { __typename: 'RejectedRow', id: string } | { __typename: 'Request', id: string } | { __typename: 'Settlement', id: string } | { __typename: 'Sim', id: string } | { __typename: 'Tariff', id: string } | { __typename: 'TariffOption', id: string } | { __typename: 'TariffVersion', id: string } | { __typename: 'Ticket', id: string } | { __typename: 'User', id: string } | { __typename: 'ValidationRule', id: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type AcceptContractMutationVariables = Exact<{
  input: AcceptContractInput;
}>;


export type AcceptContractMutation = { __typename?: 'Mutation', acceptContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, lapsesAt?: string | null, signature?: SignatureMethod | null, signedAt?: string | null, start?: ContractStart | null, startsAt?: string | null, activatedAt?: string | null, sim?: { __typename?: 'Sim', iccid: string, status: SimStatus, reservedUntil?: string | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', msisdn: string, status: PhoneNumberStatus, reservedUntil?: string | null } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ActivateContractMutationVariables = Exact<{
  input: ActivateContractInput;
}>;


export type ActivateContractMutation = { __typename?: 'Mutation', activateContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, lapsesAt?: string | null, signature?: SignatureMethod | null, signedAt?: string | null, start?: ContractStart | null, startsAt?: string | null, activatedAt?: string | null, sim?: { __typename?: 'Sim', iccid: string, status: SimStatus, reservedUntil?: string | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', msisdn: string, status: PhoneNumberStatus, reservedUntil?: string | null } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ActivateTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type ActivateTicketMutation = { __typename?: 'Mutation', activateTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ActivationSummaryQueryVariables = Exact<{
  contractId: Scalars['ID']['input'];
}>;


export type ActivationSummaryQuery = { __typename?: 'Query', activationSummary: { __typename?: 'ActivationSummary', ready: boolean, conditions: Array<{ __typename?: 'ActivationCheck', condition: ActivationCondition, ok: boolean, code?: ErrorCode | null, message?: string | null }> } };

export type AddContactMutationVariables = Exact<{
  input: AddContactInput;
}>;


export type AddContactMutation = { __typename?: 'Mutation', addContact?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, phone: string, email?: string | null, version: number, contacts: Array<{ __typename?: 'CustomerContact', id: string, kind: ContactKind, phone?: string | null, email?: string | null }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AddContactPersonMutationVariables = Exact<{
  input: AddContactPersonInput;
}>;


export type AddContactPersonMutation = { __typename?: 'Mutation', addContactPerson?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, name: string, version: number, contactPersons: Array<{ __typename?: 'ContactPerson', id: string, name: string, role?: string | null, phone?: string | null, email?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AddCustomerAddressMutationVariables = Exact<{
  input: AddCustomerAddressInput;
}>;


export type AddCustomerAddressMutation = { __typename?: 'Mutation', addCustomerAddress?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, version: number, addresses: Array<{ __typename?: 'CustomerAddress', id: string, purpose: AddressPurpose, country: string, region?: string | null, district?: string | null, locality: string, street?: string | null, house?: string | null, flat?: string | null, postcode?: string | null, until?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AddCustomerNoteMutationVariables = Exact<{
  input: AddCustomerNoteInput;
}>;


export type AddCustomerNoteMutation = { __typename?: 'Mutation', addCustomerNote?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, version: number, notes: Array<{ __typename?: 'CustomerNote', id: string, author: string, body: string, createdAt: string }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AddIdentityDocumentMutationVariables = Exact<{
  input: AddIdentityDocumentInput;
}>;


export type AddIdentityDocumentMutation = { __typename?: 'Mutation', addIdentityDocument?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, version: number, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, issuedBy?: string | null, issuedOn?: string | null, expiresOn?: string | null, verifiedAt?: string | null, replacedAt?: string | null }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AdjustBalanceMutationVariables = Exact<{
  input: AdjustBalanceInput;
}>;


export type AdjustBalanceMutation = { __typename?: 'Mutation', adjustBalance?: { __typename?: 'LedgerEntryPayload', entry?: { __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AnswerRequestMutationVariables = Exact<{
  input: AnswerRequestInput;
}>;


export type AnswerRequestMutation = { __typename?: 'Mutation', answerRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, status: RequestStatus, dueAt: string, questions: Array<{ __typename?: 'RequestQuestion', question: string, answer?: string | null, answeredAt?: string | null, answeredBy?: string | null, data?: any | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ApplyRepairMutationVariables = Exact<{
  input: ApplyRepairInput;
}>;


export type ApplyRepairMutation = { __typename?: 'Mutation', applyRepair?: { __typename?: 'MismatchPayload', mismatch?: { __typename?: 'Mismatch', id: string, kind: MismatchKind, status: MismatchStatus, suggestedRepair: Repair, decidedBy?: string | null, decidedAt?: string | null, note?: string | null, difference: { __typename?: 'Money', amount: string, currency: string }, settlement?: { __typename?: 'Settlement', id: string, matched: number, mismatchCounts: Array<{ __typename?: 'MismatchCount', kind: MismatchKind, open: number, repaired: number, dismissed: number }> } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ApproveRefundMutationVariables = Exact<{
  input: ApproveRefundInput;
}>;


export type ApproveRefundMutation = { __typename?: 'Mutation', approveRefund?: { __typename?: 'RefundPayload', refund?: { __typename?: 'Refund', id: string, status: RefundStatus, reason: string, requestedBy: string, decidedBy?: string | null, failure?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, refunded: { __typename?: 'Money', amount: string, currency: string } } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AskIdentityProviderMutationVariables = Exact<{
  input: AskIdentityProviderInput;
}>;


export type AskIdentityProviderMutation = { __typename?: 'Mutation', askIdentityProvider?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, kycStatus: KycStatus, kycRejection?: IdentityRejection | null, kycAttempts?: number | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AskRequesterMutationVariables = Exact<{
  input: AskRequesterInput;
}>;


export type AskRequesterMutation = { __typename?: 'Mutation', askRequester?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, status: RequestStatus, questions: Array<{ __typename?: 'RequestQuestion', askedAt: string, askedBy: string, question: string }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AssignRequestMutationVariables = Exact<{
  input: AssignRequestInput;
}>;


export type AssignRequestMutation = { __typename?: 'Mutation', assignRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, assignee?: string | null, queue?: string | null, mine: boolean, unassigned: boolean, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AssignTicketMutationVariables = Exact<{
  input: AssignTicketInput;
}>;


export type AssignTicketMutation = { __typename?: 'Mutation', assignTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, assignee?: string | null, queue?: string | null, mine: boolean, unassigned: boolean, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AttachContractDocumentMutationVariables = Exact<{
  input: AttachContractDocumentInput;
}>;


export type AttachContractDocumentMutation = { __typename?: 'Mutation', attachContractDocument?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, documents: Array<{ __typename?: 'ContractDocument', id: string, kind: ContractDocumentKind, name: string, hash: string, signedAt?: string | null, url?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AttachToIdentityDocumentMutationVariables = Exact<{
  input: AttachToIdentityDocumentInput;
}>;


export type AttachToIdentityDocumentMutation = { __typename?: 'Mutation', attachToIdentityDocument?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, version: number, documents: Array<{ __typename?: 'IdentityDocument', id: string, files: Array<{ __typename?: 'IdentityDocumentFile', id: string, name: string, mediaType: string, sizeBytes: number, url?: string | null }> }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type AttachToRequestMutationVariables = Exact<{
  input: AttachToRequestInput;
}>;


export type AttachToRequestMutation = { __typename?: 'Mutation', attachToRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, attachments: Array<{ __typename?: 'RequestAttachment', id: string, kind: RequestFileKind, name: string, mediaType: string, sizeBytes: number, url?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type BlockSimMutationVariables = Exact<{
  input: BlockSimInput;
}>;


export type BlockSimMutation = { __typename?: 'Mutation', blockSim?: { __typename?: 'SimPayload', sim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus, blockedFor?: SimBlock | null, reservedBy?: string | null, reservedFor?: { __typename?: 'Customer', id: string } | null, contract?: { __typename?: 'Contract', id: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }> } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type CancelContractMutationVariables = Exact<{
  input: CancelContractInput;
}>;


export type CancelContractMutation = { __typename?: 'Mutation', cancelContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, lapsesAt?: string | null, signature?: SignatureMethod | null, signedAt?: string | null, start?: ContractStart | null, startsAt?: string | null, activatedAt?: string | null, sim?: { __typename?: 'Sim', iccid: string, status: SimStatus, reservedUntil?: string | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', msisdn: string, status: PhoneNumberStatus, reservedUntil?: string | null } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CancelExportMutationVariables = Exact<{
  input: ExportActInput;
}>;


export type CancelExportMutation = { __typename?: 'Mutation', cancelExport?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, status: ExportStatus, rows: number, total?: number | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CancelPaymentMutationVariables = Exact<{
  input: PaymentActionInput;
}>;


export type CancelPaymentMutation = { __typename?: 'Mutation', cancelPayment?: { __typename?: 'PaymentPayload', payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CancelSimSwapMutationVariables = Exact<{
  input: CancelSimSwapInput;
}>;


export type CancelSimSwapMutation = { __typename?: 'Mutation', cancelSimSwap?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, swapStartedAt?: string | null, sim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus } | null, newSim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus, reservedUntil?: string | null } | null, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CatalogueQueryVariables = Exact<{
  active?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type CatalogueQuery = { __typename?: 'Query', tariffs: { __typename?: 'TariffConnection', nodes: Array<{ __typename?: 'Tariff', id: string, code: string, name: string, active: boolean, monthlyFee: { __typename?: 'Money', amount: string, currency: string }, options: Array<{ __typename?: 'TariffOption', id: string, code: string, name: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } }> }> } };

export type ChangeCustomerNameMutationVariables = Exact<{
  input: ChangeCustomerNameInput;
}>;


export type ChangeCustomerNameMutation = { __typename?: 'Mutation', changeCustomerName?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, name: string, kycStatus: KycStatus, version: number, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, verifiedAt?: string | null, replacedAt?: string | null }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ChangeNumberMutationVariables = Exact<{
  input: ChangeNumberInput;
}>;


export type ChangeNumberMutation = { __typename?: 'Mutation', changeNumber?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, lineLockedAt?: string | null, phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, class: NumberClass, status: PhoneNumberStatus } | null, balance: { __typename?: 'Money', amount: string, currency: string } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ChargeContractMutationVariables = Exact<{
  input: ChargeContractInput;
}>;


export type ChargeContractMutation = { __typename?: 'Mutation', chargeContract?: { __typename?: 'LedgerEntryPayload', entry?: { __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CheckCustomerQueryVariables = Exact<{
  input: CheckCustomerInput;
}>;


export type CheckCustomerQuery = { __typename?: 'Query', checkCustomer: { __typename?: 'CustomerCheck', violations: Array<{ __typename?: 'CustomerViolation', code: ErrorCode, field: string, message: string, severity: Severity, suggestion?: string | null }>, candidates: Array<{ __typename?: 'CustomerCandidate', score: number, reasons: Array<MatchCode>, customer?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string } | null }> } };

export type CloseContractMutationVariables = Exact<{
  input: ContractActionInput;
}>;


export type CloseContractMutation = { __typename?: 'Mutation', closeContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, closedAt?: string | null, sim?: { __typename?: 'Sim', id: string, status: SimStatus } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CloseCustomerMutationVariables = Exact<{
  input: CustomerActionInput;
}>;


export type CloseCustomerMutation = { __typename?: 'Mutation', closeCustomer?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, status: CustomerStatus, version: number, contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason, barring: Barring, since: string }> }> } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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


export type ContractCardQuery = { __typename?: 'Query', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, signedAt?: string | null, activatedAt?: string | null, closedAt?: string | null, version: number, customer?: { __typename?: 'Customer', id: string, name: string, phone: string } | null, sim?: { __typename?: 'Sim', id: string, iccid: string, imsi?: string | null, msisdn?: string | null, status: SimStatus, kind: SimKind, networkState?: { __typename?: 'SimNetworkState', registration: Registration, lastSeenAt?: string | null } | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, status: PhoneNumberStatus } | null, tariff?: { __typename?: 'Tariff', code: string, name: string } | null, options: Array<{ __typename?: 'TariffOption', code: string, name: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string } }>, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason, barring: Barring, since: string, by: string }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null, createdAt: string }>, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null };

export type ContractDocumentsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ContractDocumentsQuery = { __typename?: 'Query', contract?: { __typename?: 'Contract', number: string, documents: Array<{ __typename?: 'ContractDocument', kind: ContractDocumentKind, templateVersion?: number | null, language?: Language | null, name: string, mediaType: string, sizeBytes: number, hash: string, signedAt?: string | null, createdAt: string }> } | null };

export type ContractsQueryVariables = Exact<{
  filter?: InputMaybe<ContractFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ContractsQuery = { __typename?: 'Query', contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, activatedAt?: string | null, customer?: { __typename?: 'Customer', id: string, name: string } | null, tariff?: { __typename?: 'Tariff', code: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type CreateContractMutationVariables = Exact<{
  input: CreateContractInput;
}>;


export type CreateContractMutation = { __typename?: 'Mutation', createContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, lapsesAt?: string | null, signature?: SignatureMethod | null, signedAt?: string | null, start?: ContractStart | null, startsAt?: string | null, activatedAt?: string | null, sim?: { __typename?: 'Sim', iccid: string, status: SimStatus, reservedUntil?: string | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', msisdn: string, status: PhoneNumberStatus, reservedUntil?: string | null } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type CreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateCustomerMutation = { __typename?: 'Mutation', createCustomer?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null, status: CustomerStatus, version: number } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type CustomerMergesQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type CustomerMergesQuery = { __typename?: 'Query', customerMerges: { __typename?: 'CustomerMergeConnection', totalCount: number, nodes: Array<{ __typename?: 'CustomerMerge', id: string, createdAt: string, actor: string, reason: string, otherNumber: string, undoneAt?: string | null, undoneBy?: string | null, survivor?: { __typename?: 'Customer', id: string, number: string, name: string } | null, other?: { __typename?: 'Customer', id: string, number: string, name: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type CustomerProfileQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CustomerProfileQuery = { __typename?: 'Query', customer?: { __typename?: 'Customer', id: string, number: string, kind: CustomerKind, name: string, phone: string, email?: string | null, status: CustomerStatus, kycStatus: KycStatus, language: Language, birthDate?: string | null, sex?: Sex | null, citizenship?: string | null, taxNumber?: string | null, taxCountry?: string | null, legalForm?: LegalForm | null, accountManager?: string | null, version: number, addresses: Array<{ __typename?: 'CustomerAddress', id: string, purpose: AddressPurpose, country: string, region?: string | null, district?: string | null, locality: string, street?: string | null, house?: string | null, flat?: string | null, postcode?: string | null, until?: string | null, createdAt: string }>, contacts: Array<{ __typename?: 'CustomerContact', id: string, kind: ContactKind, phone?: string | null, email?: string | null }>, contactPersons: Array<{ __typename?: 'ContactPerson', id: string, name: string, role?: string | null, phone?: string | null, email?: string | null }>, notes: Array<{ __typename?: 'CustomerNote', id: string, author: string, body: string, createdAt: string }>, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, issuedBy?: string | null, issuedOn?: string | null, expiresOn?: string | null, verifiedAt?: string | null, replacedAt?: string | null, files: Array<{ __typename?: 'IdentityDocumentFile', id: string, name: string, mediaType: string, sizeBytes: number, author: string, createdAt: string, url?: string | null }> }> } | null };

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

export type DismissDuplicatePairMutationVariables = Exact<{
  input: DismissDuplicatePairInput;
}>;


export type DismissDuplicatePairMutation = { __typename?: 'Mutation', dismissDuplicatePair?: { __typename?: 'DuplicatePairPayload', duplicatePair?: { __typename?: 'DuplicatePair', id: string, status: DuplicatePairStatus, score: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type DismissMismatchMutationVariables = Exact<{
  input: DismissMismatchInput;
}>;


export type DismissMismatchMutation = { __typename?: 'Mutation', dismissMismatch?: { __typename?: 'MismatchPayload', mismatch?: { __typename?: 'Mismatch', id: string, kind: MismatchKind, status: MismatchStatus, suggestedRepair: Repair, decidedBy?: string | null, decidedAt?: string | null, note?: string | null, difference: { __typename?: 'Money', amount: string, currency: string }, settlement?: { __typename?: 'Settlement', id: string, matched: number, mismatchCounts: Array<{ __typename?: 'MismatchCount', kind: MismatchKind, open: number, repaired: number, dismissed: number }> } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type DuplicatePairsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DuplicatePairFilter>;
  orderBy?: InputMaybe<Array<DuplicatePairOrder> | DuplicatePairOrder>;
}>;


export type DuplicatePairsQuery = { __typename?: 'Query', duplicatePairs: { __typename?: 'DuplicatePairConnection', totalCount: number, nodes: Array<{ __typename?: 'DuplicatePair', id: string, status: DuplicatePairStatus, score: number, weightsVersion: number, createdAt: string, reasons: Array<{ __typename?: 'DuplicateReason', code: MatchCode, points: number }>, customer?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string, birthDate?: string | null } | null, other?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string, birthDate?: string | null } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type DuplicateSearchQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DuplicateSearchQuery = { __typename?: 'Query', duplicateSearch?: { __typename?: 'DuplicateSearch', id: string, status: DuplicateSearchStatus, stage: DuplicateSearchStage, customers: number, done: number, compared: number, startedAt?: string | null, finishedAt?: string | null } | null };

export type DuplicateSearchProgressSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type DuplicateSearchProgressSubscription = { __typename?: 'Subscription', duplicateSearchProgress: { __typename?: 'DuplicateSearchProgress', cursor: string, at: string, search: { __typename?: 'DuplicateSearch', id: string, status: DuplicateSearchStatus, stage: DuplicateSearchStage, customers: number, done: number, compared: number, finishedAt?: string | null } } };

export type ExportContractsMutationVariables = Exact<{
  input: ExportContractsInput;
}>;


export type ExportContractsMutation = { __typename?: 'Mutation', exportContracts?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, kind: ExportKind, status: ExportStatus, format: ExportFormat, dialect: ExportDialect, columns: string, createdAt: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ExportCustomerDataMutationVariables = Exact<{
  input: ExportCustomerDataInput;
}>;


export type ExportCustomerDataMutation = { __typename?: 'Mutation', exportCustomerData?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, kind: ExportKind, format: ExportFormat, status: ExportStatus, fileName: string, rows: number, total?: number | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ExportCustomersMutationVariables = Exact<{
  input: ExportCustomersInput;
}>;


export type ExportCustomersMutation = { __typename?: 'Mutation', exportCustomers?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, kind: ExportKind, status: ExportStatus, format: ExportFormat, dialect: ExportDialect, columns: string, createdAt: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ExportJobCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ExportJobCardQuery = { __typename?: 'Query', exportJob?: { __typename?: 'ExportJob', id: string, kind: ExportKind, status: ExportStatus, format: ExportFormat, dialect: ExportDialect, columns: string, fileName: string, rows: number, total?: number | null, rate?: number | null, remainingSeconds?: number | null, sizeBytes?: number | null, failureCode?: string | null, failureMessage?: string | null, startedAt?: string | null, finishedAt?: string | null, expiresAt?: string | null, url?: string | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null };

export type ExportJobsQueryVariables = Exact<{
  filter?: InputMaybe<ExportJobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ExportJobsQuery = { __typename?: 'Query', exportJobs: { __typename?: 'ExportJobConnection', nodes: Array<{ __typename?: 'ExportJob', id: string, kind: ExportKind, status: ExportStatus, format: ExportFormat, fileName: string, actor: string, rows: number, total?: number | null, sizeBytes?: number | null, createdAt: string, finishedAt?: string | null, expiresAt?: string | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type ExportPaymentsMutationVariables = Exact<{
  input: ExportPaymentsInput;
}>;


export type ExportPaymentsMutation = { __typename?: 'Mutation', exportPayments?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, kind: ExportKind, status: ExportStatus, format: ExportFormat, dialect: ExportDialect, columns: string, createdAt: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ExportProgressSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type ExportProgressSubscription = { __typename?: 'Subscription', exportProgress: { __typename?: 'ExportProgress', cursor: string, at: string, job: { __typename?: 'ExportJob', id: string, status: ExportStatus, rows: number, total?: number | null, rate?: number | null, remainingSeconds?: number | null, failureCode?: string | null, failureMessage?: string | null } } };

export type ExportSimsMutationVariables = Exact<{
  input: ExportSimsInput;
}>;


export type ExportSimsMutation = { __typename?: 'Mutation', exportSims?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, kind: ExportKind, status: ExportStatus, format: ExportFormat, dialect: ExportDialect, columns: string, createdAt: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ExportTicketsMutationVariables = Exact<{
  input: ExportTicketsInput;
}>;


export type ExportTicketsMutation = { __typename?: 'Mutation', exportTickets?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, kind: ExportKind, status: ExportStatus, format: ExportFormat, dialect: ExportDialect, columns: string, createdAt: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type FailRequestMutationVariables = Exact<{
  input: RequestActionInput;
}>;


export type FailRequestMutation = { __typename?: 'Mutation', failRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, status: RequestStatus, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type FulfilRequestMutationVariables = Exact<{
  input: FulfilRequestInput;
}>;


export type FulfilRequestMutation = { __typename?: 'Mutation', fulfilRequest?: { __typename?: 'FulfilRequestPayload', request?: { __typename?: 'Request', id: string, number: string, status: RequestStatus, reference?: string | null, customer?: { __typename?: 'Customer', id: string, number: string } | null, contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus } | null } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, customer?: { __typename?: 'Customer', id: string } | null }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type GetDepositMutationVariables = Exact<{
  input: GetDepositInput;
}>;


export type GetDepositMutation = { __typename?: 'Mutation', getDeposit?: { __typename?: 'GetDepositPayload', checkoutUrl?: string | null, payment?: { __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null, bills: Array<{ __typename?: 'Bill', id: string, kind: BillKind, number?: string | null, url?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type GetSimMutationVariables = Exact<{
  input: GetSimInput;
}>;


export type GetSimMutation = { __typename?: 'Mutation', getSim?: { __typename?: 'GetSimPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, customer?: { __typename?: 'Customer', id: string, name: string } | null, sim?: { __typename?: 'Sim', iccid: string, msisdn?: string | null, status: SimStatus } | null, tariff?: { __typename?: 'Tariff', code: string } | null, options: Array<{ __typename?: 'TariffOption', code: string }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, warnings: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type InputSchemaQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type InputSchemaQuery = { __typename?: 'Query', inputSchema?: any | null };

export type IssueContractDocumentMutationVariables = Exact<{
  input: IssueContractDocumentInput;
}>;


export type IssueContractDocumentMutation = { __typename?: 'Mutation', issueContractDocument?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type LedgerOfContractQueryVariables = Exact<{
  contractId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
}>;


export type LedgerOfContractQuery = { __typename?: 'Query', contract?: { __typename?: 'Contract', id: string, number: string, balance: { __typename?: 'Money', amount: string, currency: string }, balanceThen: { __typename?: 'Money', amount: string, currency: string }, ledgerEntries: { __typename?: 'LedgerEntryConnection', nodes: Array<{ __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, account: LedgerAccountKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, payment?: { __typename?: 'Payment', id: string, number: string } | null, counterEntries: Array<{ __typename?: 'LedgerEntry', id: string, account: LedgerAccountKind, amount: { __typename?: 'Money', amount: string, currency: string }, contract?: { __typename?: 'Contract', id: string, number: string } | null }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } | null };

export type MergeCustomersMutationVariables = Exact<{
  input: MergeCustomersInput;
}>;


export type MergeCustomersMutation = { __typename?: 'Mutation', mergeCustomers?: { __typename?: 'CustomerMergePayload', customerMerge?: { __typename?: 'CustomerMerge', id: string, createdAt: string, actor: string, reason: string, otherNumber: string, survivor?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null, version: number } | null } | null, warnings: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }>, plan?: { __typename?: 'Plan', planToken: string, expiresAt: string, changes: Array<{ __typename?: 'PlanChange', node?: string | null, field: string, before?: string | null, after?: string | null }>, warnings: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null } | null };

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


export type NodesQuery = { __typename?: 'Query', nodes: Array<{ __typename: 'Bill', id: string, version: number } | { __typename: 'BlocklistEntry', id: string, version: number } | { __typename: 'Client', id: string, version: number } | { __typename: 'Consent', id: string, version: number } | { __typename: 'ContactPerson', id: string, version: number } | { __typename: 'Contract', number: string, id: string, version: number } | { __typename: 'Customer', name: string, id: string, version: number } | { __typename: 'CustomerAddress', id: string, version: number } | { __typename: 'CustomerContact', id: string, version: number } | { __typename: 'CustomerMerge', id: string, version: number } | { __typename: 'CustomerNote', id: string, version: number } | { __typename: 'DuplicatePair', id: string, version: number } | { __typename: 'DuplicateSearch', id: string, version: number } | { __typename: 'ExportJob', id: string, version: number } | { __typename: 'IdentityDocument', id: string, version: number } | { __typename: 'ImportJob', id: string, version: number } | { __typename: 'Mismatch', id: string, version: number } | { __typename: 'Notification', id: string, version: number } | { __typename: 'Payment', id: string, version: number } | { __typename: 'PhoneNumber', id: string, version: number } | { __typename: 'Refund', id: string, version: number } | { __typename: 'RejectedRow', id: string, version: number } | { __typename: 'Request', id: string, version: number } | { __typename: 'Settlement', id: string, version: number } | { __typename: 'Sim', id: string, version: number } | { __typename: 'Tariff', id: string, version: number } | { __typename: 'TariffOption', id: string, version: number } | { __typename: 'TariffVersion', id: string, version: number } | { __typename: 'Ticket', subject: string, id: string, version: number } | { __typename: 'User', id: string, version: number } | { __typename: 'ValidationRule', id: string, version: number } | null> };

export type NotificationAddedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type NotificationAddedSubscription = { __typename?: 'Subscription', notificationAdded: { __typename?: 'NotificationAdded', cursor: string, at: string, notification: { __typename?: 'Notification', id: string, topic: string, subject?: string | null, text: string, createdAt: string } } };

export type NotificationsQueryVariables = Exact<{
  filter?: InputMaybe<NotificationFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type NotificationsQuery = { __typename?: 'Query', notifications: { __typename?: 'NotificationConnection', nodes: Array<{ __typename?: 'Notification', id: string, createdAt: string, topic: string, purpose: NotificationPurpose, channel: NotificationChannel, recipient?: string | null, subject?: string | null, text: string, status: NotificationStatus, attempts: number, lastError?: string | null, sentAt?: string | null, deliveredAt?: string | null, customer?: { __typename?: 'Customer', id: string, name: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type NumberClassesQueryVariables = Exact<{ [key: string]: never; }>;


export type NumberClassesQuery = { __typename?: 'Query', numberClasses: Array<{ __typename?: 'NumberClassTerms', class: NumberClass, patterns: Array<string>, price: { __typename?: 'Money', amount: string, currency: string }, changeFee: { __typename?: 'Money', amount: string, currency: string } }> };

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

export type PauseExportMutationVariables = Exact<{
  input: ExportActInput;
}>;


export type PauseExportMutation = { __typename?: 'Mutation', pauseExport?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, status: ExportStatus, rows: number, total?: number | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type PlanGetSimMutationVariables = Exact<{
  input: GetSimInput;
}>;


export type PlanGetSimMutation = { __typename?: 'Mutation', getSim?: { __typename?: 'GetSimPayload', plan?: { __typename?: 'Plan', events: Array<string>, notifications: Array<string>, planToken: string, expiresAt: string, changes: Array<{ __typename?: 'PlanChange', node?: string | null, field: string, before?: string | null, after?: string | null }>, charges: Array<{ __typename?: 'PlanCharge', what: string, amount: string, currency: string, when: string }>, warnings: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type PrioritiseTicketMutationVariables = Exact<{
  input: PrioritiseTicketInput;
}>;


export type PrioritiseTicketMutation = { __typename?: 'Mutation', prioritiseTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, priority: TicketPriority, firstResponseDueAt?: string | null, solutionDueAt?: string | null, overdue: boolean, version: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReclaimNumberMutationVariables = Exact<{
  input: ReclaimNumberInput;
}>;


export type ReclaimNumberMutation = { __typename?: 'Mutation', reclaimNumber?: { __typename?: 'PhoneNumberPayload', phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, class: NumberClass, status: PhoneNumberStatus, contract?: { __typename?: 'Contract', id: string, number: string } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RecordConsentMutationVariables = Exact<{
  input: RecordConsentInput;
}>;


export type RecordConsentMutation = { __typename?: 'Mutation', recordConsent?: { __typename?: 'ConsentPayload', consent?: { __typename?: 'Consent', id: string, purpose: ConsentPurpose, channel: ConsentChannel, source: ConsentSource, textVersion: string, givenAt: string, givenBy: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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


export type RejectCustomerIdentityMutation = { __typename?: 'Mutation', rejectCustomerIdentity?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, kycStatus: KycStatus, kycRejection?: IdentityRejection | null, kycAttempts?: number | null, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, expiresOn?: string | null, verifiedAt?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RejectRefundMutationVariables = Exact<{
  input: RejectRefundInput;
}>;


export type RejectRefundMutation = { __typename?: 'Mutation', rejectRefund?: { __typename?: 'RefundPayload', refund?: { __typename?: 'Refund', id: string, status: RefundStatus, reason: string, requestedBy: string, decidedBy?: string | null, failure?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, payment?: { __typename?: 'Payment', id: string, number: string, status: PaymentStatus, refunded: { __typename?: 'Money', amount: string, currency: string } } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RejectRequestMutationVariables = Exact<{
  input: RejectRequestInput;
}>;


export type RejectRequestMutation = { __typename?: 'Mutation', rejectRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, status: RequestStatus, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReleaseNumberMutationVariables = Exact<{
  input: ReleaseNumberInput;
}>;


export type ReleaseNumberMutation = { __typename?: 'Mutation', releaseNumber?: { __typename?: 'PhoneNumberPayload', phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, status: PhoneNumberStatus, reservedBy?: string | null, reservedFor?: { __typename?: 'Customer', id: string } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReleaseSimMutationVariables = Exact<{
  input: ReleaseSimInput;
}>;


export type ReleaseSimMutation = { __typename?: 'Mutation', releaseSim?: { __typename?: 'SimPayload', sim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus, blockedFor?: SimBlock | null, reservedBy?: string | null, reservedFor?: { __typename?: 'Customer', id: string } | null, contract?: { __typename?: 'Contract', id: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }> } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RemoveContactMutationVariables = Exact<{
  input: RemoveContactInput;
}>;


export type RemoveContactMutation = { __typename?: 'Mutation', removeContact?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, phone: string, email?: string | null, version: number, contacts: Array<{ __typename?: 'CustomerContact', id: string, kind: ContactKind, phone?: string | null, email?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RemoveContactPersonMutationVariables = Exact<{
  input: RemoveContactPersonInput;
}>;


export type RemoveContactPersonMutation = { __typename?: 'Mutation', removeContactPerson?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, name: string, version: number, contactPersons: Array<{ __typename?: 'ContactPerson', id: string, name: string, role?: string | null, phone?: string | null, email?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReopenContractMutationVariables = Exact<{
  input: ReopenContractInput;
}>;


export type ReopenContractMutation = { __typename?: 'Mutation', reopenContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, closedAt?: string | null, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }>, sim?: { __typename?: 'Sim', iccid: string, status: SimStatus } | null, phoneNumber?: { __typename?: 'PhoneNumber', msisdn: string, status: PhoneNumberStatus } | null, customer?: { __typename?: 'Customer', id: string, status: CustomerStatus } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReplaceIdentityDocumentMutationVariables = Exact<{
  input: ReplaceIdentityDocumentInput;
}>;


export type ReplaceIdentityDocumentMutation = { __typename?: 'Mutation', replaceIdentityDocument?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, kycStatus: KycStatus, version: number, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, issuedBy?: string | null, issuedOn?: string | null, expiresOn?: string | null, verifiedAt?: string | null, replacedAt?: string | null }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RequestCardQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RequestCardQuery = { __typename?: 'Query', request?: { __typename?: 'Request', id: string, number: string, kind: RequestKind, channel: RequestChannel, status: RequestStatus, priority: TicketPriority, createdAt: string, dueAt: string, overdue: boolean, submittedBy: string, raw?: any | null, assignee?: string | null, queue?: string | null, reference?: string | null, structured?: { __typename?: 'StructuredRequest', customerKind?: CustomerKind | null, name?: string | null, phone?: string | null, email?: string | null, language?: Language | null, birthDate?: string | null, documentKind?: DocumentKind | null, documentNumber?: string | null, documentCountry?: string | null, documentKey?: string | null, tariffCode?: string | null, options: Array<string>, iccid?: string | null, msisdn?: string | null } | null, violations: Array<{ __typename?: 'RequestViolation', code: ErrorCode, field: string, message: string, severity: Severity, suggestion?: string | null }>, candidates: Array<{ __typename?: 'RequestCandidate', score: number, reasons: Array<MatchCode>, customer?: { __typename?: 'Customer', id: string, number: string, name: string, phone: string } | null }>, representative?: { __typename?: 'RequestRepresentative', name: string, documentKind: DocumentKind, documentNumber: string, documentCountry: string, authority: Authority, authorityNumber?: string | null, validUntil?: string | null, files: Array<{ __typename?: 'RequestAttachment', id: string, name: string, url?: string | null }> } | null, customer?: { __typename?: 'Customer', id: string, number: string, name: string } | null, contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus } | null, ticket?: { __typename?: 'Ticket', id: string, number: string } | null, questions: Array<{ __typename?: 'RequestQuestion', askedAt: string, question: string, answeredAt?: string | null, answer?: string | null, data?: any | null }>, attachments: Array<{ __typename?: 'RequestAttachment', id: string, kind: RequestFileKind, name: string, mediaType: string, sizeBytes: number, url?: string | null }>, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, createdAt: string, reason?: string | null }> } | null };

export type RequestChangedSubscriptionVariables = Exact<{
  contractId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type RequestChangedSubscription = { __typename?: 'Subscription', requestChanged: { __typename?: 'RequestChanged', cursor: string, at: string, request: { __typename?: 'Request', id: string, number: string, kind: RequestKind, status: RequestStatus, assignee?: string | null, queue?: string | null, dueAt: string } } };

export type RequestFromTicketMutationVariables = Exact<{
  input: RequestFromTicketInput;
}>;


export type RequestFromTicketMutation = { __typename?: 'Mutation', requestFromTicket?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, number: string, kind: RequestKind, channel: RequestChannel, status: RequestStatus, raw?: any | null, ticket?: { __typename?: 'Ticket', id: string, number: string } | null, attachments: Array<{ __typename?: 'RequestAttachment', id: string, kind: RequestFileKind, name: string }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RequestQueueQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RequestFilter>;
  orderBy?: InputMaybe<Array<RequestOrder> | RequestOrder>;
  search?: InputMaybe<Scalars['String']['input']>;
}>;


export type RequestQueueQuery = { __typename?: 'Query', requests: { __typename?: 'RequestConnection', totalCount: number, totalCountExact: boolean, nodes: Array<{ __typename?: 'Request', id: string, number: string, kind: RequestKind, channel: RequestChannel, status: RequestStatus, priority: TicketPriority, dueAt: string, overdue: boolean, assignee?: string | null, queue?: string | null, mine: boolean, unassigned: boolean, structured?: { __typename?: 'StructuredRequest', name?: string | null, phone?: string | null } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type ResendNotificationMutationVariables = Exact<{
  input: NotificationActionInput;
}>;


export type ResendNotificationMutation = { __typename?: 'Mutation', resendNotification?: { __typename?: 'NotificationPayload', notification?: { __typename?: 'Notification', id: string, status: NotificationStatus, attempts: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReserveNumberMutationVariables = Exact<{
  input: ReserveNumberInput;
}>;


export type ReserveNumberMutation = { __typename?: 'Mutation', reserveNumber?: { __typename?: 'PhoneNumberPayload', phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, status: PhoneNumberStatus, reservedBy?: string | null, reservedFor?: { __typename?: 'Customer', id: string } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReserveSimMutationVariables = Exact<{
  input: ReserveSimInput;
}>;


export type ReserveSimMutation = { __typename?: 'Mutation', reserveSim?: { __typename?: 'SimPayload', sim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus, blockedFor?: SimBlock | null, reservedBy?: string | null, reservedFor?: { __typename?: 'Customer', id: string } | null, contract?: { __typename?: 'Contract', id: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }> } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResubmitCustomerIdentityMutationVariables = Exact<{
  input: ResubmitCustomerIdentityInput;
}>;


export type ResubmitCustomerIdentityMutation = { __typename?: 'Mutation', resubmitCustomerIdentity?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, kycStatus: KycStatus, kycRejection?: IdentityRejection | null, kycAttempts?: number | null, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, expiresOn?: string | null, verifiedAt?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeBulkRegisterMutationVariables = Exact<{
  input: ImportActInput;
}>;


export type ResumeBulkRegisterMutation = { __typename?: 'Mutation', resumeBulkRegister?: { __typename?: 'ImportPayload', job?: { __typename?: 'ImportJob', id: string, state: ImportState, rows: number, done: number } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeContractMutationVariables = Exact<{
  input: ContractActionInput;
}>;


export type ResumeContractMutation = { __typename?: 'Mutation', resumeContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, closedAt?: string | null, sim?: { __typename?: 'Sim', id: string, status: SimStatus } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeCustomerMutationVariables = Exact<{
  input: CustomerActionInput;
}>;


export type ResumeCustomerMutation = { __typename?: 'Mutation', resumeCustomer?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, status: CustomerStatus, version: number, contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason, barring: Barring, since: string }> }> } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeExportMutationVariables = Exact<{
  input: ExportActInput;
}>;


export type ResumeExportMutation = { __typename?: 'Mutation', resumeExport?: { __typename?: 'ExportPayload', job?: { __typename?: 'ExportJob', id: string, status: ExportStatus, rows: number, total?: number | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ResumeTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type ResumeTicketMutation = { __typename?: 'Mutation', resumeTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type RetireSimMutationVariables = Exact<{
  input: RetireSimInput;
}>;


export type RetireSimMutation = { __typename?: 'Mutation', retireSim?: { __typename?: 'SimPayload', sim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus, blockedFor?: SimBlock | null, reservedBy?: string | null, reservedFor?: { __typename?: 'Customer', id: string } | null, contract?: { __typename?: 'Contract', id: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }> } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ReverseEntryMutationVariables = Exact<{
  input: ReverseEntryInput;
}>;


export type ReverseEntryMutation = { __typename?: 'Mutation', reverseEntry?: { __typename?: 'LedgerEntryPayload', entry?: { __typename?: 'LedgerEntry', id: string, createdAt: string, kind: PostingKind, description?: string | null, amount: { __typename?: 'Money', amount: string, currency: string }, balanceAfter?: { __typename?: 'Money', amount: string, currency: string } | null, contract?: { __typename?: 'Contract', id: string, balance: { __typename?: 'Money', amount: string, currency: string } } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ScheduleContractMutationVariables = Exact<{
  input: ScheduleContractInput;
}>;


export type ScheduleContractMutation = { __typename?: 'Mutation', scheduleContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, lapsesAt?: string | null, signature?: SignatureMethod | null, signedAt?: string | null, start?: ContractStart | null, startsAt?: string | null, activatedAt?: string | null, sim?: { __typename?: 'Sim', iccid: string, status: SimStatus, reservedUntil?: string | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', msisdn: string, status: PhoneNumberStatus, reservedUntil?: string | null } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SendContractCodeMutationVariables = Exact<{
  input: SendContractCodeInput;
}>;


export type SendContractCodeMutation = { __typename?: 'Mutation', sendContractCode?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, number: string, status: ContractStatus, lapsesAt?: string | null, signature?: SignatureMethod | null, signedAt?: string | null, start?: ContractStart | null, startsAt?: string | null, activatedAt?: string | null, sim?: { __typename?: 'Sim', iccid: string, status: SimStatus, reservedUntil?: string | null } | null, phoneNumber?: { __typename?: 'PhoneNumber', msisdn: string, status: PhoneNumberStatus, reservedUntil?: string | null } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type SimStockQueryVariables = Exact<{ [key: string]: never; }>;


export type SimStockQuery = { __typename?: 'Query', simStock: Array<{ __typename?: 'SimStock', location?: string | null, kind: SimKind, available: number, reserved: number }> };

export type StartRequestMutationVariables = Exact<{
  input: RequestActionInput;
}>;


export type StartRequestMutation = { __typename?: 'Mutation', startRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, status: RequestStatus, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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


export type StatusChangedSubscription = { __typename?: 'Subscription', statusChanged: { __typename?: 'StatusChanged', cursor: string, at: string, type: NodeType, verb: string, from?: string | null, to: string, node: { __typename: 'Bill', id: string, version: number } | { __typename: 'BlocklistEntry', id: string, version: number } | { __typename: 'Client', id: string, version: number } | { __typename: 'Consent', id: string, version: number } | { __typename: 'ContactPerson', id: string, version: number } | { __typename: 'Contract', id: string, version: number } | { __typename: 'Customer', id: string, version: number } | { __typename: 'CustomerAddress', id: string, version: number } | { __typename: 'CustomerContact', id: string, version: number } | { __typename: 'CustomerMerge', id: string, version: number } | { __typename: 'CustomerNote', id: string, version: number } | { __typename: 'DuplicatePair', id: string, version: number } | { __typename: 'DuplicateSearch', id: string, version: number } | { __typename: 'ExportJob', id: string, version: number } | { __typename: 'IdentityDocument', id: string, version: number } | { __typename: 'ImportJob', id: string, version: number } | { __typename: 'Mismatch', id: string, version: number } | { __typename: 'Notification', id: string, version: number } | { __typename: 'Payment', id: string, version: number } | { __typename: 'PhoneNumber', id: string, version: number } | { __typename: 'Refund', id: string, version: number } | { __typename: 'RejectedRow', id: string, version: number } | { __typename: 'Request', id: string, version: number } | { __typename: 'Settlement', id: string, version: number } | { __typename: 'Sim', id: string, version: number } | { __typename: 'Tariff', id: string, version: number } | { __typename: 'TariffOption', id: string, version: number } | { __typename: 'TariffVersion', id: string, version: number } | { __typename: 'Ticket', id: string, version: number } | { __typename: 'User', id: string, version: number } | { __typename: 'ValidationRule', id: string, version: number } } };

export type SubmitRequestMutationVariables = Exact<{
  input: SubmitRequestInput;
}>;


export type SubmitRequestMutation = { __typename?: 'Mutation', submitRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, number: string, kind: RequestKind, channel: RequestChannel, status: RequestStatus, priority: TicketPriority, raw?: any | null, queue?: string | null, dueAt: string, structured?: { __typename?: 'StructuredRequest', name?: string | null, phone?: string | null, email?: string | null, tariffCode?: string | null } | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SuspendContractMutationVariables = Exact<{
  input: ContractActionInput;
}>;


export type SuspendContractMutation = { __typename?: 'Mutation', suspendContract?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, closedAt?: string | null, sim?: { __typename?: 'Sim', id: string, status: SimStatus } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SuspendCustomerMutationVariables = Exact<{
  input: CustomerActionInput;
}>;


export type SuspendCustomerMutation = { __typename?: 'Mutation', suspendCustomer?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, status: CustomerStatus, version: number, contracts: { __typename?: 'ContractConnection', nodes: Array<{ __typename?: 'Contract', id: string, number: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason, barring: Barring, since: string }> }> } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SuspendTicketMutationVariables = Exact<{
  input: TicketActionInput;
}>;


export type SuspendTicketMutation = { __typename?: 'Mutation', suspendTicket?: { __typename?: 'TicketPayload', ticket?: { __typename?: 'Ticket', id: string, status: TicketStatus, version: number, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type SwapSimMutationVariables = Exact<{
  input: SwapSimInput;
}>;


export type SwapSimMutation = { __typename?: 'Mutation', swapSim?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, swapStartedAt?: string | null, sim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus } | null, newSim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus, reservedUntil?: string | null } | null, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type TariffVersionsQueryVariables = Exact<{
  code: Scalars['String']['input'];
  at?: InputMaybe<Scalars['DateTime']['input']>;
}>;


export type TariffVersionsQuery = { __typename?: 'Query', tariff?: { __typename?: 'Tariff', id: string, code: string, name: string, active: boolean, monthlyFee: { __typename?: 'Money', amount: string, currency: string }, currentVersion?: { __typename?: 'TariffVersion', id: string, number: number } | null, versions: Array<{ __typename?: 'TariffVersion', id: string, number: number, validFrom: string, publishedAt: string, monthlyFee: { __typename?: 'Money', amount: string, currency: string }, allowances: Array<{ __typename?: 'TariffAllowance', kind: AllowanceKind, scope: AllowanceScope, amount?: number | null }> }> } | null };

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

export type UnblockSimMutationVariables = Exact<{
  input: UnblockSimInput;
}>;


export type UnblockSimMutation = { __typename?: 'Mutation', unblockSim?: { __typename?: 'SimPayload', sim?: { __typename?: 'Sim', id: string, iccid: string, status: SimStatus, blockedFor?: SimBlock | null, reservedBy?: string | null, reservedFor?: { __typename?: 'Customer', id: string } | null, contract?: { __typename?: 'Contract', id: string, status: ContractStatus, holds: Array<{ __typename?: 'ContractHold', reason: HoldReason }> } | null, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type UndoMergeMutationVariables = Exact<{
  input: UndoMergeInput;
}>;


export type UndoMergeMutation = { __typename?: 'Mutation', undoMerge?: { __typename?: 'CustomerMergePayload', customerMerge?: { __typename?: 'CustomerMerge', id: string, undoneBy?: string | null, otherNumber: string, other?: { __typename?: 'Customer', id: string, number: string, name: string } | null } | null, warnings: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type UnlockLineMutationVariables = Exact<{
  input: UnlockLineInput;
}>;


export type UnlockLineMutation = { __typename?: 'Mutation', unlockLine?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, lineLockedAt?: string | null, phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, class: NumberClass, status: PhoneNumberStatus } | null, balance: { __typename?: 'Money', amount: string, currency: string } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type UpdateCustomerContactMutationVariables = Exact<{
  input: UpdateCustomerContactInput;
}>;


export type UpdateCustomerContactMutation = { __typename?: 'Mutation', updateCustomerContact?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, name: string, phone: string, email?: string | null, version: number } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type UpdateCustomerProfileMutationVariables = Exact<{
  input: UpdateCustomerProfileInput;
}>;


export type UpdateCustomerProfileMutation = { __typename?: 'Mutation', updateCustomerProfile?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, sex?: Sex | null, citizenship?: string | null, language: Language, birthDate?: string | null, taxNumber?: string | null, taxCountry?: string | null, legalForm?: LegalForm | null, accountManager?: string | null, version: number } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ValidateRequestMutationVariables = Exact<{
  input: ValidateRequestInput;
}>;


export type ValidateRequestMutation = { __typename?: 'Mutation', validateRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, status: RequestStatus, violations: Array<{ __typename?: 'RequestViolation', code: ErrorCode, field: string, message: string, severity: Severity, suggestion?: string | null }>, candidates: Array<{ __typename?: 'RequestCandidate', score: number, reasons: Array<MatchCode>, customer?: { __typename?: 'Customer', id: string, number: string, name: string } | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ValidationRulesQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ValidationRulesQuery = { __typename?: 'Query', validationRules: { __typename?: 'ValidationRuleConnection', totalCount: number, nodes: Array<{ __typename?: 'ValidationRule', id: string, form: RuleForm, field: string, requestKind?: RequestKind | null, customerKind?: CustomerKind | null, documentKind?: DocumentKind | null, documentCountry?: string | null, pattern?: string | null, minLength?: number | null, maxLength?: number | null, number?: number | null, severity: Severity, messageEn: string, messageRu: string, messageKy: string, activeFrom: string, activeTo?: string | null, retiredAt?: string | null, version: number }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type VerifyCustomerMutationVariables = Exact<{
  input: VerifyCustomerInput;
}>;


export type VerifyCustomerMutation = { __typename?: 'Mutation', verifyCustomer?: { __typename?: 'CustomerPayload', customer?: { __typename?: 'Customer', id: string, number: string, kycStatus: KycStatus, documents: Array<{ __typename?: 'IdentityDocument', id: string, kind: DocumentKind, number: string, country: string, expiresOn?: string | null, verifiedAt?: string | null }>, history: Array<{ __typename?: 'StatusChange', verb: string, from?: string | null, to: string, actor: string, reason?: string | null }> } | null, candidates: Array<{ __typename?: 'Customer', id: string, number: string, name: string, phone: string, email?: string | null }>, candidateReasons: Array<{ __typename?: 'CandidateReasons', reasons: Array<CustomerTrait>, differences: Array<CustomerTrait>, score: number, customer?: { __typename?: 'Customer', id: string } | null, matchReasons: Array<{ __typename?: 'MatchReason', code: MatchCode, points: number }> }>, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type WithdrawConsentMutationVariables = Exact<{
  input: WithdrawConsentInput;
}>;


export type WithdrawConsentMutation = { __typename?: 'Mutation', withdrawConsent?: { __typename?: 'ConsentPayload', consent?: { __typename?: 'Consent', id: string, purpose: ConsentPurpose, channel: ConsentChannel, textVersion: string, withdrawnAt?: string | null, withdrawnBy?: string | null } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type WithdrawRequestMutationVariables = Exact<{
  input: RequestActionInput;
}>;


export type WithdrawRequestMutation = { __typename?: 'Mutation', withdrawRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, status: RequestStatus, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean, reason?: string | null }> } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type LockLineMutationVariables = Exact<{
  input: LockLineInput;
}>;


export type LockLineMutation = { __typename?: 'Mutation', lockLine?: { __typename?: 'ContractPayload', contract?: { __typename?: 'Contract', id: string, status: ContractStatus, lineLockedAt?: string | null, phoneNumber?: { __typename?: 'PhoneNumber', id: string, msisdn: string, class: NumberClass, status: PhoneNumberStatus } | null, balance: { __typename?: 'Money', amount: string, currency: string } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

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

export type MyConsentsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyConsentsQuery = { __typename?: 'Query', viewer: { __typename?: 'Viewer', customer?: { __typename?: 'Customer', id: string, consents: Array<{ __typename?: 'Consent', id: string, purpose: ConsentPurpose, channel: ConsentChannel, source: ConsentSource, textVersion: string, givenAt: string, replacedAt?: string | null, withdrawnAt?: string | null }> } | null } };

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

export type MyRequestsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyRequestsQuery = { __typename?: 'Query', requests: { __typename?: 'RequestConnection', nodes: Array<{ __typename?: 'Request', id: string, number: string, kind: RequestKind, status: RequestStatus, dueAt: string, questions: Array<{ __typename?: 'RequestQuestion', askedAt: string, question: string, answeredAt?: string | null }>, availableActions: Array<{ __typename?: 'AvailableAction', verb: string, allowed: boolean }> }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type MyTicketChangedSubscriptionVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyTicketChangedSubscription = { __typename?: 'Subscription', ticketChanged: { __typename?: 'TicketChanged', cursor: string, at: string, ticket?: { __typename?: 'Ticket', id: string, number: string, subject: string, status: TicketStatus, comments: Array<{ __typename?: 'TicketComment', id: string, createdAt: string, author: string, body: string }> } | null } };

export type MyTicketsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyTicketsQuery = { __typename?: 'Query', tickets: { __typename?: 'TicketConnection', nodes: Array<{ __typename?: 'Ticket', id: string, number: string, subject: string, status: TicketStatus, priority: TicketPriority, createdAt: string }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type SubmitMyRequestMutationVariables = Exact<{
  input: SubmitRequestInput;
}>;


export type SubmitMyRequestMutation = { __typename?: 'Mutation', submitRequest?: { __typename?: 'RequestPayload', request?: { __typename?: 'Request', id: string, number: string, kind: RequestKind, status: RequestStatus, dueAt: string } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type TopUpMutationVariables = Exact<{
  input: GetDepositInput;
}>;


export type TopUpMutation = { __typename?: 'Mutation', getDeposit?: { __typename?: 'GetDepositPayload', checkoutUrl?: string | null, payment?: { __typename?: 'Payment', id: string, number: string, method: PaymentMethod, status: PaymentStatus, paidAt?: string | null, amount: { __typename?: 'Money', amount: string, currency: string } } | null, errors: Array<{ __typename?: 'UserError', code: ErrorCode, field: Array<string>, message: string }> } | null };

export type WhatHappenedQueryVariables = Exact<{
  since?: InputMaybe<Scalars['String']['input']>;
}>;


export type WhatHappenedQuery = { __typename?: 'Query', events: { __typename?: 'EventPage', hasNextPage: boolean, endCursor: string, nodes: Array<{ __typename?: 'Event', cursor: string, at: string, topic: string, type?: NodeType | null, node?: { __typename: 'Bill', id: string } | { __typename: 'BlocklistEntry', id: string } | { __typename: 'Client', id: string } | { __typename: 'Consent', id: string } | { __typename: 'ContactPerson', id: string } | { __typename: 'Contract', id: string } | { __typename: 'Customer', id: string } | { __typename: 'CustomerAddress', id: string } | { __typename: 'CustomerContact', id: string } | { __typename: 'CustomerMerge', id: string } | { __typename: 'CustomerNote', id: string } | { __typename: 'DuplicatePair', id: string } | { __typename: 'DuplicateSearch', id: string } | { __typename: 'ExportJob', id: string } | { __typename: 'IdentityDocument', id: string } | { __typename: 'ImportJob', id: string } | { __typename: 'Mismatch', id: string } | { __typename: 'Notification', id: string } | { __typename: 'Payment', id: string } | { __typename: 'PhoneNumber', id: string } | { __typename: 'Refund', id: string } | { __typename: 'RejectedRow', id: string } | { __typename: 'Request', id: string } | { __typename: 'Settlement', id: string } | { __typename: 'Sim', id: string } | { __typename: 'Tariff', id: string } | { __typename: 'TariffOption', id: string } | { __typename: 'TariffVersion', id: string } | { __typename: 'Ticket', id: string } | { __typename: 'User', id: string } | { __typename: 'ValidationRule', id: string } | null }> } };


export const AddToBlocklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddToBlocklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddToBlocklistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addToBlocklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blocklistEntry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddToBlocklistMutation, AddToBlocklistMutationVariables>;
export const AuditTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEntryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"change"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditTrailQuery, AuditTrailQueryVariables>;
export const BlocklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Blocklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blocklistEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<BlocklistQuery, BlocklistQueryVariables>;
export const CancelDuplicateSearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelDuplicateSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelDuplicateSearchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelDuplicateSearch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateSearch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelDuplicateSearchMutation, CancelDuplicateSearchMutationVariables>;
export const ChangeValidationRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeValidationRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeValidationRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeValidationRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validationRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"form"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"activeFrom"}},{"kind":"Field","name":{"kind":"Name","value":"activeTo"}},{"kind":"Field","name":{"kind":"Name","value":"retiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeValidationRuleMutation, ChangeValidationRuleMutationVariables>;
export const ClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Clients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"signIn"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ClientsQuery, ClientsQueryVariables>;
export const CreateTariffDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTariff"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTariffInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTariff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"allowances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateTariffMutation, CreateTariffMutationVariables>;
export const CreateValidationRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateValidationRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateValidationRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createValidationRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validationRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"form"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"activeFrom"}},{"kind":"Field","name":{"kind":"Name","value":"activeTo"}},{"kind":"Field","name":{"kind":"Name","value":"retiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateValidationRuleMutation, CreateValidationRuleMutationVariables>;
export const DeactivateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeactivateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deactivateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeactivateUserMutation, DeactivateUserMutationVariables>;
export const EraseCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EraseCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EraseCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eraseCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"erased"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kept"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"planToken"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EraseCustomerMutation, EraseCustomerMutationVariables>;
export const FindDuplicatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FindDuplicates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindDuplicatesInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findDuplicates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateSearch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FindDuplicatesMutation, FindDuplicatesMutationVariables>;
export const ImportTariffsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportTariffs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importTariffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportTariffsMutation, ImportTariffsMutationVariables>;
export const InviteUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InviteUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InviteUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inviteUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"invitationUrl"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<InviteUserMutation, InviteUserMutationVariables>;
export const JobsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Jobs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JobState"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]} as unknown as DocumentNode<JobsQuery, JobsQueryVariables>;
export const PublishTariffVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishTariffVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishTariffVersionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishTariffVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tariffVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"allowances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PublishTariffVersionMutation, PublishTariffVersionMutationVariables>;
export const RegisterClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterClientMutation, RegisterClientMutationVariables>;
export const RemoveFromBlocklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveFromBlocklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromBlocklistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeFromBlocklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveFromBlocklistMutation, RemoveFromBlocklistMutationVariables>;
export const RetireTariffDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetireTariff"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetireTariffInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retireTariff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RetireTariffMutation, RetireTariffMutationVariables>;
export const RetireValidationRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetireValidationRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetireValidationRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retireValidationRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validationRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"form"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"activeFrom"}},{"kind":"Field","name":{"kind":"Name","value":"activeTo"}},{"kind":"Field","name":{"kind":"Name","value":"retiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RetireValidationRuleMutation, RetireValidationRuleMutationVariables>;
export const RetryJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"JobActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RetryJobMutation, RetryJobMutationVariables>;
export const SetNumberClassDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetNumberClass"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetNumberClassInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setNumberClass"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetNumberClassMutation, SetNumberClassMutationVariables>;
export const SetUserRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetUserRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetUserRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUserRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetUserRoleMutation, SetUserRoleMutationVariables>;
export const TrialBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TrialBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trialBalance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"debit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"credit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TrialBalanceQuery, TrialBalanceQueryVariables>;
export const UsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Users"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"secondFactor"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<UsersQuery, UsersQueryVariables>;
export const BaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customersAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"KIND"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contractsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"countDistinct"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"field"},"value":{"kind":"StringValue","value":"customer.id","block":false}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"simsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ticketsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"PRIORITY"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STATUS"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<BaseQuery, BaseQueryVariables>;
export const JournalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Journal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LedgerEntryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ledgerEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<JournalQuery, JournalQueryVariables>;
export const PaymentsByMonthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaymentsByMonth"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"Asia/Bishkek","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"bucket"},"value":{"kind":"EnumValue","value":"MONTH"}},{"kind":"ObjectField","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"METHOD"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"sum"}},{"kind":"Field","name":{"kind":"Name","value":"min"}},{"kind":"Field","name":{"kind":"Name","value":"max"}}]}}]}}]} as unknown as DocumentNode<PaymentsByMonthQuery, PaymentsByMonthQueryVariables>;
export const RequestsByStateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RequestsByState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"StringValue","value":"kind","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"StringValue","value":"status","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<RequestsByStateQuery, RequestsByStateQueryVariables>;
export const RevenueByTariffDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RevenueByTariff"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"SUCCEEDED"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentsAggregate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"StringValue","value":"contract.tariff.code","block":false}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"SUM"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"sum"}},{"kind":"Field","name":{"kind":"Name","value":"avg"}}]}}]}}]} as unknown as DocumentNode<RevenueByTariffQuery, RevenueByTariffQueryVariables>;
export const StatusChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatusChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"nodeType"}},{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<StatusChangesQuery, StatusChangesQueryVariables>;
export const AcceptContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lapsesAt"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AcceptContractMutation, AcceptContractMutationVariables>;
export const ActivateContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lapsesAt"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ActivateContractMutation, ActivateContractMutationVariables>;
export const ActivateTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ActivateTicketMutation, ActivateTicketMutationVariables>;
export const ActivationSummaryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ActivationSummary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activationSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ready"}},{"kind":"Field","name":{"kind":"Name","value":"conditions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ActivationSummaryQuery, ActivationSummaryQueryVariables>;
export const AddContactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddContact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddContactInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addContact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddContactMutation, AddContactMutationVariables>;
export const AddContactPersonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddContactPerson"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddContactPersonInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addContactPerson"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"contactPersons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddContactPersonMutation, AddContactPersonMutationVariables>;
export const AddCustomerAddressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddCustomerAddress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddCustomerAddressInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addCustomerAddress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"locality"}},{"kind":"Field","name":{"kind":"Name","value":"street"}},{"kind":"Field","name":{"kind":"Name","value":"house"}},{"kind":"Field","name":{"kind":"Name","value":"flat"}},{"kind":"Field","name":{"kind":"Name","value":"postcode"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddCustomerAddressMutation, AddCustomerAddressMutationVariables>;
export const AddCustomerNoteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddCustomerNote"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddCustomerNoteInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addCustomerNote"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddCustomerNoteMutation, AddCustomerNoteMutationVariables>;
export const AddIdentityDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddIdentityDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddIdentityDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addIdentityDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"issuedBy"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replacedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddIdentityDocumentMutation, AddIdentityDocumentMutationVariables>;
export const AdjustBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdjustBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdjustBalanceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustBalance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdjustBalanceMutation, AdjustBalanceMutationVariables>;
export const AnswerRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AnswerRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answerRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"questions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"question"}},{"kind":"Field","name":{"kind":"Name","value":"answer"}},{"kind":"Field","name":{"kind":"Name","value":"answeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"answeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"data"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AnswerRequestMutation, AnswerRequestMutationVariables>;
export const ApplyRepairDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApplyRepair"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplyRepairInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applyRepair"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mismatch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApplyRepairMutation, ApplyRepairMutationVariables>;
export const ApproveRefundDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApproveRefund"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApproveRefundInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approveRefund"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApproveRefundMutation, ApproveRefundMutationVariables>;
export const AskIdentityProviderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AskIdentityProvider"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AskIdentityProviderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askIdentityProvider"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycRejection"}},{"kind":"Field","name":{"kind":"Name","value":"kycAttempts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AskIdentityProviderMutation, AskIdentityProviderMutationVariables>;
export const AskRequesterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AskRequester"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AskRequesterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askRequester"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"questions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"askedBy"}},{"kind":"Field","name":{"kind":"Name","value":"question"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AskRequesterMutation, AskRequesterMutationVariables>;
export const AssignRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AssignRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assignRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"mine"}},{"kind":"Field","name":{"kind":"Name","value":"unassigned"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AssignRequestMutation, AssignRequestMutationVariables>;
export const AssignTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AssignTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assignTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"mine"}},{"kind":"Field","name":{"kind":"Name","value":"unassigned"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AssignTicketMutation, AssignTicketMutationVariables>;
export const AttachContractDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AttachContractDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AttachContractDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachContractDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AttachContractDocumentMutation, AttachContractDocumentMutationVariables>;
export const AttachToIdentityDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AttachToIdentityDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AttachToIdentityDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachToIdentityDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AttachToIdentityDocumentMutation, AttachToIdentityDocumentMutationVariables>;
export const AttachToRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AttachToRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AttachToRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachToRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AttachToRequestMutation, AttachToRequestMutationVariables>;
export const AttachToTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AttachToTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AttachToTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachToTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"internal"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AttachToTicketMutation, AttachToTicketMutationVariables>;
export const BillsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Bills"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BillFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taxRate"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"balanceBefore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<BillsQuery, BillsQueryVariables>;
export const BlockSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BlockSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BlockSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blockSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"blockedFor"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reservedFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BlockSimMutation, BlockSimMutationVariables>;
export const BlockTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BlockTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blockTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BlockTicketMutation, BlockTicketMutationVariables>;
export const BulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BulkRegisterMutation, BulkRegisterMutationVariables>;
export const BulkRegisterProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BulkRegisterProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkRegisterProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"registered"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"remainingSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failureCode"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}},{"kind":"Field","name":{"kind":"Name","value":"failureRow"}}]}}]}}]}}]} as unknown as DocumentNode<BulkRegisterProgressSubscription, BulkRegisterProgressSubscriptionVariables>;
export const CancelBulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelBulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelBulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelBulkRegisterMutation, CancelBulkRegisterMutationVariables>;
export const CancelContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lapsesAt"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelContractMutation, CancelContractMutationVariables>;
export const CancelExportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelExport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelExport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelExportMutation, CancelExportMutationVariables>;
export const CancelPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelPaymentMutation, CancelPaymentMutationVariables>;
export const CancelSimSwapDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelSimSwap"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelSimSwapInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelSimSwap"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"swapStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"newSim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelSimSwapMutation, CancelSimSwapMutationVariables>;
export const CatalogueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Catalogue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"active"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tariffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"active"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"Variable","name":{"kind":"Name","value":"active"}}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CODE"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CatalogueQuery, CatalogueQueryVariables>;
export const ChangeCustomerNameDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeCustomerName"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeCustomerNameInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeCustomerName"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replacedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeCustomerNameMutation, ChangeCustomerNameMutationVariables>;
export const ChangeNumberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeNumber"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeNumberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeNumber"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lineLockedAt"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeNumberMutation, ChangeNumberMutationVariables>;
export const ChargeContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChargeContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChargeContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"chargeContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChargeContractMutation, ChargeContractMutationVariables>;
export const CheckCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CheckCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"suggestion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}}]}}]}}]} as unknown as DocumentNode<CheckCustomerQuery, CheckCustomerQueryVariables>;
export const CloseContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseContractMutation, CloseContractMutationVariables>;
export const CloseCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"barring"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseCustomerMutation, CloseCustomerMutationVariables>;
export const CloseTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseTicketMutation, CloseTicketMutationVariables>;
export const CommentTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CommentTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CommentTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commentTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstRespondedAt"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"internal"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CommentTicketMutation, CommentTicketMutationVariables>;
export const ContractCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ContractCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"imsi"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"networkState"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registration"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"barring"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"by"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<ContractCardQuery, ContractCardQueryVariables>;
export const ContractDocumentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ContractDocuments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"templateVersion"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}}]} as unknown as DocumentNode<ContractDocumentsQuery, ContractDocumentsQueryVariables>;
export const ContractsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Contracts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ContractsQuery, ContractsQueryVariables>;
export const CreateContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lapsesAt"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateContractMutation, CreateContractMutationVariables>;
export const CreateCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCustomerMutation, CreateCustomerMutationVariables>;
export const CustomerBriefDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerBrief"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CustomerBriefQuery, CustomerBriefQueryVariables>;
export const CustomerCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contracts"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"payments"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"issuedBy"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contracts"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"payments"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CustomerCardQuery, CustomerCardQueryVariables>;
export const CustomerMergesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerMerges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerMerges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"otherNumber"}},{"kind":"Field","name":{"kind":"Name","value":"undoneAt"}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"}},{"kind":"Field","name":{"kind":"Name","value":"survivor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"other"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<CustomerMergesQuery, CustomerMergesQueryVariables>;
export const CustomerProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"sex"}},{"kind":"Field","name":{"kind":"Name","value":"citizenship"}},{"kind":"Field","name":{"kind":"Name","value":"taxNumber"}},{"kind":"Field","name":{"kind":"Name","value":"taxCountry"}},{"kind":"Field","name":{"kind":"Name","value":"legalForm"}},{"kind":"Field","name":{"kind":"Name","value":"accountManager"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"locality"}},{"kind":"Field","name":{"kind":"Name","value":"street"}},{"kind":"Field","name":{"kind":"Name","value":"house"}},{"kind":"Field","name":{"kind":"Name","value":"flat"}},{"kind":"Field","name":{"kind":"Name","value":"postcode"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contactPersons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"issuedBy"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replacedAt"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CustomerProfileQuery, CustomerProfileQueryVariables>;
export const CustomersDeepDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomersDeep"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CustomersDeepQuery, CustomersDeepQueryVariables>;
export const DeskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Desk"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"mine"}},{"kind":"Field","name":{"kind":"Name","value":"unassigned"}},{"kind":"Field","name":{"kind":"Name","value":"firstResponseDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"solutionDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DeskQuery, DeskQueryVariables>;
export const DiscardTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DiscardTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DiscardTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discardTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discardedId"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DiscardTicketMutation, DiscardTicketMutationVariables>;
export const DismissDuplicatePairDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DismissDuplicatePair"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DismissDuplicatePairInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dismissDuplicatePair"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicatePair"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DismissDuplicatePairMutation, DismissDuplicatePairMutationVariables>;
export const DismissMismatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DismissMismatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DismissMismatchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dismissMismatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mismatch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DismissMismatchMutation, DismissMismatchMutationVariables>;
export const DuplicatePairsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DuplicatePairs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicatePairFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicatePairOrder"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicatePairs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"weightsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"other"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<DuplicatePairsQuery, DuplicatePairsQueryVariables>;
export const DuplicateSearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DuplicateSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateSearch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"compared"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]} as unknown as DocumentNode<DuplicateSearchQuery, DuplicateSearchQueryVariables>;
export const DuplicateSearchProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"DuplicateSearchProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateSearchProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"search"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"compared"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]}}]} as unknown as DocumentNode<DuplicateSearchProgressSubscription, DuplicateSearchProgressSubscriptionVariables>;
export const ExportContractsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportContracts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportContractsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportContracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"dialect"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExportContractsMutation, ExportContractsMutationVariables>;
export const ExportCustomerDataDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportCustomerData"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportCustomerDataInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportCustomerData"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExportCustomerDataMutation, ExportCustomerDataMutationVariables>;
export const ExportCustomersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportCustomers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportCustomersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportCustomers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"dialect"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExportCustomersMutation, ExportCustomersMutationVariables>;
export const ExportJobCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExportJobCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"dialect"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"remainingSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"failureCode"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<ExportJobCardQuery, ExportJobCardQueryVariables>;
export const ExportJobsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExportJobs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportJobFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportJobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ExportJobsQuery, ExportJobsQueryVariables>;
export const ExportPaymentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportPayments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportPaymentsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportPayments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"dialect"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExportPaymentsMutation, ExportPaymentsMutationVariables>;
export const ExportProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ExportProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"remainingSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failureCode"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}}]}}]} as unknown as DocumentNode<ExportProgressSubscription, ExportProgressSubscriptionVariables>;
export const ExportSimsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportSims"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportSimsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportSims"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"dialect"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExportSimsMutation, ExportSimsMutationVariables>;
export const ExportTicketsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportTickets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportTicketsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportTickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"dialect"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExportTicketsMutation, ExportTicketsMutationVariables>;
export const FailRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FailRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"failRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FailRequestMutation, FailRequestMutationVariables>;
export const FindCustomersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindCustomers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerOrder"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountExact"}}]}}]}}]} as unknown as DocumentNode<FindCustomersQuery, FindCustomersQueryVariables>;
export const FindSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"iccid"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"msisdn"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"iccid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"iccid"}}},{"kind":"Argument","name":{"kind":"Name","value":"msisdn"},"value":{"kind":"Variable","name":{"kind":"Name","value":"msisdn"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"imsi"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bindings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<FindSimQuery, FindSimQueryVariables>;
export const FulfilRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FulfilRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FulfilRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fulfilRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FulfilRequestMutation, FulfilRequestMutationVariables>;
export const GetDepositDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GetDeposit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GetDepositInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"getDeposit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bills"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checkoutUrl"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GetDepositMutation, GetDepositMutationVariables>;
export const GetSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GetSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GetSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"getSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GetSimMutation, GetSimMutationVariables>;
export const ImportJobCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportJobCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"onError"}},{"kind":"Field","name":{"kind":"Name","value":"unknownSims"}},{"kind":"Field","name":{"kind":"Name","value":"duplicates"}},{"kind":"Field","name":{"kind":"Name","value":"dryRun"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"registered"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"remainingSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failureCode"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}},{"kind":"Field","name":{"kind":"Name","value":"failureRow"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"row"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejectedRowsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeUrl"}},{"kind":"Field","name":{"kind":"Name","value":"rejectedRows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"row"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ImportJobCardQuery, ImportJobCardQueryVariables>;
export const ImportJobsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportJobs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportJobFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importJobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ImportJobsQuery, ImportJobsQueryVariables>;
export const ImportNumbersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportNumbers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importNumbers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportNumbersMutation, ImportNumbersMutationVariables>;
export const ImportSettlementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportSettlement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportSettlementInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importSettlement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"payments"}},{"kind":"Field","name":{"kind":"Name","value":"paymentsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunds"}},{"kind":"Field","name":{"kind":"Name","value":"refundsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payouts"}},{"kind":"Field","name":{"kind":"Name","value":"payoutsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clearing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportSettlementMutation, ImportSettlementMutationVariables>;
export const ImportSimsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportSims"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportFileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importSims"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportSimsMutation, ImportSimsMutationVariables>;
export const InputSchemaDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InputSchema"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputSchema"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}]}]}}]} as unknown as DocumentNode<InputSchemaQuery, InputSchemaQueryVariables>;
export const IssueContractDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IssueContractDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueContractDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issueContractDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<IssueContractDocumentMutation, IssueContractDocumentMutationVariables>;
export const LedgerOfContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LedgerOfContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"balanceThen"},"name":{"kind":"Name","value":"balance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledgerEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counterEntries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LedgerOfContractQuery, LedgerOfContractQueryVariables>;
export const MergeCustomersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MergeCustomers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeCustomersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeCustomers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerMerge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"otherNumber"}},{"kind":"Field","name":{"kind":"Name","value":"survivor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"planToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<MergeCustomersMutation, MergeCustomersMutationVariables>;
export const MismatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Mismatches"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MismatchFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"OPEN"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mismatches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"day"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lineId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"refundReference"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"gatewayAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"gatewayFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentStatus"}},{"kind":"Field","name":{"kind":"Name","value":"ledgerAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"feeDifference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MismatchesQuery, MismatchesQueryVariables>;
export const MySessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MySessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}}]}}]}}]}}]} as unknown as DocumentNode<MySessionsQuery, MySessionsQueryVariables>;
export const NodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Nodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Contract"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Ticket"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}}]} as unknown as DocumentNode<NodesQuery, NodesQueryVariables>;
export const NotificationAddedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"NotificationAdded"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notificationAdded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"notification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}}]} as unknown as DocumentNode<NotificationAddedSubscription, NotificationAddedSubscriptionVariables>;
export const NotificationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Notifications"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"NotificationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notifications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<NotificationsQuery, NotificationsQueryVariables>;
export const NumberClassesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NumberClasses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"numberClasses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"patterns"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<NumberClassesQuery, NumberClassesQueryVariables>;
export const NumberPoolDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NumberPool"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PhoneNumberFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"AVAILABLE"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"phoneNumbers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"quarantinedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<NumberPoolQuery, NumberPoolQueryVariables>;
export const OpenTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"firstResponseDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"solutionDueAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OpenTicketMutation, OpenTicketMutationVariables>;
export const PauseBulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseBulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pauseBulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PauseBulkRegisterMutation, PauseBulkRegisterMutationVariables>;
export const PauseExportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseExport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pauseExport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PauseExportMutation, PauseExportMutationVariables>;
export const PaymentCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaymentCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<PaymentCardQuery, PaymentCardQueryVariables>;
export const PaymentChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PaymentChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PaymentChangedSubscription, PaymentChangedSubscriptionVariables>;
export const PaymentsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaymentsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PaymentsPageQuery, PaymentsPageQueryVariables>;
export const PlanGetSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlanGetSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GetSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"getSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"notifications"}},{"kind":"Field","name":{"kind":"Name","value":"charges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"what"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"when"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"planToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlanGetSimMutation, PlanGetSimMutationVariables>;
export const PrioritiseTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PrioritiseTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PrioritiseTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prioritiseTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"firstResponseDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"solutionDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PrioritiseTicketMutation, PrioritiseTicketMutationVariables>;
export const ReclaimNumberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReclaimNumber"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReclaimNumberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reclaimNumber"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReclaimNumberMutation, ReclaimNumberMutationVariables>;
export const RecordConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordConsentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"textVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}},{"kind":"Field","name":{"kind":"Name","value":"givenBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RecordConsentMutation, RecordConsentMutationVariables>;
export const RefundPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefundPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundPaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refundPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RefundPaymentMutation, RefundPaymentMutationVariables>;
export const RefundsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Refunds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"REQUESTED"}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refunds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RefundsQuery, RefundsQueryVariables>;
export const RejectCustomerIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectCustomerIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectCustomerIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectCustomerIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycRejection"}},{"kind":"Field","name":{"kind":"Name","value":"kycAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RejectCustomerIdentityMutation, RejectCustomerIdentityMutationVariables>;
export const RejectRefundDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectRefund"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectRefundInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectRefund"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RejectRefundMutation, RejectRefundMutationVariables>;
export const RejectRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RejectRequestMutation, RejectRequestMutationVariables>;
export const ReleaseNumberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReleaseNumber"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseNumberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"releaseNumber"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reservedFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReleaseNumberMutation, ReleaseNumberMutationVariables>;
export const ReleaseSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReleaseSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"releaseSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"blockedFor"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reservedFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReleaseSimMutation, ReleaseSimMutationVariables>;
export const RemoveContactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveContact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveContactInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeContact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveContactMutation, RemoveContactMutationVariables>;
export const RemoveContactPersonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveContactPerson"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveContactPersonInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeContactPerson"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"contactPersons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveContactPersonMutation, RemoveContactPersonMutationVariables>;
export const ReopenContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReopenContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReopenContractMutation, ReopenContractMutationVariables>;
export const ReplaceIdentityDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplaceIdentityDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReplaceIdentityDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replaceIdentityDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"issuedBy"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replacedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReplaceIdentityDocumentMutation, ReplaceIdentityDocumentMutationVariables>;
export const RequestCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RequestCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"submittedBy"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"structured"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerKind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"documentKind"}},{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"documentCountry"}},{"kind":"Field","name":{"kind":"Name","value":"documentKey"}},{"kind":"Field","name":{"kind":"Name","value":"tariffCode"}},{"kind":"Field","name":{"kind":"Name","value":"options"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"suggestion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"representative"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"documentKind"}},{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"documentCountry"}},{"kind":"Field","name":{"kind":"Name","value":"authority"}},{"kind":"Field","name":{"kind":"Name","value":"authorityNumber"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"questions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"question"}},{"kind":"Field","name":{"kind":"Name","value":"answeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"answer"}},{"kind":"Field","name":{"kind":"Name","value":"data"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<RequestCardQuery, RequestCardQueryVariables>;
export const RequestChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"RequestChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}}]}}]}}]}}]} as unknown as DocumentNode<RequestChangedSubscription, RequestChangedSubscriptionVariables>;
export const RequestFromTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestFromTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestFromTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestFromTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RequestFromTicketMutation, RequestFromTicketMutationVariables>;
export const RequestQueueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RequestQueue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestOrder"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"mine"}},{"kind":"Field","name":{"kind":"Name","value":"unassigned"}},{"kind":"Field","name":{"kind":"Name","value":"structured"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountExact"}}]}}]}}]} as unknown as DocumentNode<RequestQueueQuery, RequestQueueQueryVariables>;
export const ResendNotificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResendNotification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NotificationActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resendNotification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResendNotificationMutation, ResendNotificationMutationVariables>;
export const ReserveNumberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReserveNumber"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReserveNumberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reserveNumber"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reservedFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReserveNumberMutation, ReserveNumberMutationVariables>;
export const ReserveSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReserveSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReserveSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reserveSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"blockedFor"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reservedFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReserveSimMutation, ReserveSimMutationVariables>;
export const ResubmitCustomerIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResubmitCustomerIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResubmitCustomerIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resubmitCustomerIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"kycRejection"}},{"kind":"Field","name":{"kind":"Name","value":"kycAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResubmitCustomerIdentityMutation, ResubmitCustomerIdentityMutationVariables>;
export const ResumeBulkRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeBulkRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeBulkRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"done"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeBulkRegisterMutation, ResumeBulkRegisterMutationVariables>;
export const ResumeContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeContractMutation, ResumeContractMutationVariables>;
export const ResumeCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"barring"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeCustomerMutation, ResumeCustomerMutationVariables>;
export const ResumeExportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeExport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportActInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeExport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeExportMutation, ResumeExportMutationVariables>;
export const ResumeTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeTicketMutation, ResumeTicketMutationVariables>;
export const RetireSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetireSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetireSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retireSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"blockedFor"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reservedFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RetireSimMutation, RetireSimMutationVariables>;
export const ReverseEntryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReverseEntry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReverseEntryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reverseEntry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReverseEntryMutation, ReverseEntryMutationVariables>;
export const ScheduleContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ScheduleContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleContractInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scheduleContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lapsesAt"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ScheduleContractMutation, ScheduleContractMutationVariables>;
export const SendContractCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendContractCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendContractCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendContractCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lapsesAt"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SendContractCodeMutation, SendContractCodeMutationVariables>;
export const SetCreditLimitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetCreditLimit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetCreditLimitInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setCreditLimit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetCreditLimitMutation, SetCreditLimitMutationVariables>;
export const SetNotificationPreferenceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetNotificationPreference"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NotificationPreferenceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setNotificationPreference"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"notificationPreferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"quietFrom"}},{"kind":"Field","name":{"kind":"Name","value":"quietUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetNotificationPreferenceMutation, SetNotificationPreferenceMutationVariables>;
export const SettlementCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettlementCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"importedBy"}},{"kind":"Field","name":{"kind":"Name","value":"importedAt"}},{"kind":"Field","name":{"kind":"Name","value":"matchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"payments"}},{"kind":"Field","name":{"kind":"Name","value":"paymentsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunds"}},{"kind":"Field","name":{"kind":"Name","value":"refundsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payouts"}},{"kind":"Field","name":{"kind":"Name","value":"payoutsAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clearing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mismatches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"OPEN"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"feeDifference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"suggestedRepair"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SettlementCardQuery, SettlementCardQueryVariables>;
export const SettlementsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Settlements"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SettlementFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlements"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"gateway"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"importedBy"}},{"kind":"Field","name":{"kind":"Name","value":"matchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mismatchCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SettlementsQuery, SettlementsQueryVariables>;
export const SignOutEverywhereDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOutEverywhere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOutEverywhere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const SimPoolDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SimPool"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SimFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sims"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<SimPoolQuery, SimPoolQueryVariables>;
export const SimStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SimStock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"simStock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"location"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}}]}}]}}]} as unknown as DocumentNode<SimStockQuery, SimStockQueryVariables>;
export const StartRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartRequestMutation, StartRequestMutationVariables>;
export const StatementOfContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatementOfContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"openingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"credited"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"debited"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<StatementOfContractQuery, StatementOfContractQueryVariables>;
export const StatusChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"StatusChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nodeId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"types"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NodeType"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statusChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"nodeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nodeId"}}},{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"Variable","name":{"kind":"Name","value":"types"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<StatusChangedSubscription, StatusChangedSubscriptionVariables>;
export const SubmitRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"structured"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"tariffCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SubmitRequestMutation, SubmitRequestMutationVariables>;
export const SuspendContractDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendContract"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContractActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendContract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SuspendContractMutation, SuspendContractMutationVariables>;
export const SuspendCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"barring"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SuspendCustomerMutation, SuspendCustomerMutationVariables>;
export const SuspendTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SuspendTicketMutation, SuspendTicketMutationVariables>;
export const SwapSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SwapSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SwapSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"swapSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"swapStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"newSim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reservedUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SwapSimMutation, SwapSimMutationVariables>;
export const TariffVersionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TariffVersions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tariff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"allowances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TariffVersionsQuery, TariffVersionsQueryVariables>;
export const TicketCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TicketCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<TicketCardQuery, TicketCardQueryVariables>;
export const TicketChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TicketChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticketChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"contractId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"discardedId"}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"queue"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<TicketChangedSubscription, TicketChangedSubscriptionVariables>;
export const TicketQueueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TicketQueue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TicketFilter"}},"defaultValue":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"FREE"},{"kind":"EnumValue","value":"ACTIVE"}]}}]}}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<TicketQueueQuery, TicketQueueQueryVariables>;
export const TransferBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TransferBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransferBalanceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transferBalance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TransferBalanceMutation, TransferBalanceMutationVariables>;
export const UnblockSimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnblockSim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnblockSimInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unblockSim"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"blockedFor"}},{"kind":"Field","name":{"kind":"Name","value":"reservedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reservedFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UnblockSimMutation, UnblockSimMutationVariables>;
export const UndoMergeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UndoMerge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UndoMergeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undoMerge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerMerge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"}},{"kind":"Field","name":{"kind":"Name","value":"otherNumber"}},{"kind":"Field","name":{"kind":"Name","value":"other"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UndoMergeMutation, UndoMergeMutationVariables>;
export const UnlockLineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnlockLine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockLineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlockLine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lineLockedAt"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UnlockLineMutation, UnlockLineMutationVariables>;
export const UpdateCustomerContactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateCustomerContact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateCustomerContactInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateCustomerContact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateCustomerContactMutation, UpdateCustomerContactMutationVariables>;
export const UpdateCustomerProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateCustomerProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateCustomerProfileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateCustomerProfile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sex"}},{"kind":"Field","name":{"kind":"Name","value":"citizenship"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"taxNumber"}},{"kind":"Field","name":{"kind":"Name","value":"taxCountry"}},{"kind":"Field","name":{"kind":"Name","value":"legalForm"}},{"kind":"Field","name":{"kind":"Name","value":"accountManager"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateCustomerProfileMutation, UpdateCustomerProfileMutationVariables>;
export const ValidateRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ValidateRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ValidateRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validateRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"suggestion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ValidateRequestMutation, ValidateRequestMutationVariables>;
export const ValidationRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ValidationRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validationRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"form"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"requestKind"}},{"kind":"Field","name":{"kind":"Name","value":"customerKind"}},{"kind":"Field","name":{"kind":"Name","value":"documentKind"}},{"kind":"Field","name":{"kind":"Name","value":"documentCountry"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"messageEn"}},{"kind":"Field","name":{"kind":"Name","value":"messageRu"}},{"kind":"Field","name":{"kind":"Name","value":"messageKy"}},{"kind":"Field","name":{"kind":"Name","value":"activeFrom"}},{"kind":"Field","name":{"kind":"Name","value":"activeTo"}},{"kind":"Field","name":{"kind":"Name","value":"retiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ValidationRulesQuery, ValidationRulesQueryVariables>;
export const VerifyCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kycStatus"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"differences"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"matchReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<VerifyCustomerMutation, VerifyCustomerMutationVariables>;
export const WithdrawConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawConsentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"textVersion"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WithdrawConsentMutation, WithdrawConsentMutationVariables>;
export const WithdrawRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WithdrawRequestMutation, WithdrawRequestMutationVariables>;
export const AnswerTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CommentTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commentTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AnswerTicketMutation, AnswerTicketMutationVariables>;
export const AskForHelpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AskForHelp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AskForHelpMutation, AskForHelpMutationVariables>;
export const FindPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bills"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]} as unknown as DocumentNode<FindPaymentQuery, FindPaymentQueryVariables>;
export const LockLineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LockLine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LockLineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lockLine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lineLockedAt"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LockLineMutation, LockLineMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const MyBalanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyBalance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledgerEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyBalanceQuery, MyBalanceQueryVariables>;
export const MyBillsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyBills"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyBillsQuery, MyBillsQueryVariables>;
export const MyConsentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyConsents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"consents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"textVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}},{"kind":"Field","name":{"kind":"Name","value":"replacedAt"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyConsentsQuery, MyConsentsQueryVariables>;
export const MyContractsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyContracts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contracts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyFee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyContractsQuery, MyContractsQueryVariables>;
export const MyLineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyLine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sim"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"iccid"}},{"kind":"Field","name":{"kind":"Name","value":"msisdn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tariff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyLineQuery, MyLineQueryVariables>;
export const MyPaymentChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"MyPaymentChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contract"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyPaymentChangedSubscription, MyPaymentChangedSubscriptionVariables>;
export const MyPaymentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyPayments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contract"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contractId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyPaymentsQuery, MyPaymentsQueryVariables>;
export const MyRequestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyRequests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"questions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"question"}},{"kind":"Field","name":{"kind":"Name","value":"answeredAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verb"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyRequestsQuery, MyRequestsQueryVariables>;
export const MyTicketChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"MyTicketChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticketChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyTicketChangedSubscription, MyTicketChangedSubscriptionVariables>;
export const MyTicketsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyTickets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tickets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyTicketsQuery, MyTicketsQueryVariables>;
export const SubmitMyRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitMyRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SubmitMyRequestMutation, SubmitMyRequestMutationVariables>;
export const TopUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TopUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GetDepositInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"getDeposit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"checkoutUrl"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TopUpMutation, TopUpMutationVariables>;
export const WhatHappenedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatHappened"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<WhatHappenedQuery, WhatHappenedQueryVariables>;
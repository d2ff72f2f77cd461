-- Instances as BLOBs, in pieces of bounded size. Content counts only if an instance names it; stored_at: microseconds.
create table swf_blob_instance (
    sop_instance_uid varchar(64) primary key,
    sop_class_uid varchar(64) not null,
    transfer_syntax_uid varchar(64) not null,
    study_uid varchar(64) not null,
    series_uid varchar(64) not null,
    content_size bigint not null,
    sha256 char(64) not null,
    stored_at bigint not null,
    content_id char(36) not null unique
);

create table swf_blob_piece (
    content_id char(36) not null,
    piece_no int not null,
    content bytea not null,
    primary key (content_id, piece_no)
);

-- content being written, and when it last grew (milliseconds)
create table swf_blob_upload (
    content_id char(36) primary key,
    touched_at bigint not null
);

-- Instances in chunks, which are kept elsewhere under their digest; here is which chunks make up which content.
create table swf_chunked_instance (
    sop_instance_uid varchar(64) primary key,
    sop_class_uid varchar(64) not null,
    transfer_syntax_uid varchar(64) not null,
    study_uid varchar(64) not null,
    series_uid varchar(64) not null,
    content_size bigint not null,
    sha256 char(64) not null,
    stored_at bigint not null,
    content_id char(36) not null unique
);

create table swf_chunk (
    digest char(64) primary key
);

create table swf_chunk_ref (
    content_id char(36) not null,
    chunk_no int not null,
    digest char(64) not null references swf_chunk (digest),
    primary key (content_id, chunk_no)
);
create index swf_chunk_ref_digest on swf_chunk_ref (digest);

create table swf_chunk_upload (
    content_id char(36) primary key,
    touched_at bigint not null
);

-- images do not shrink: storing them uncompressed is quicker to write and to read in part
alter table swf_blob_piece alter column content set storage external;

-- for a query without narrowing keys, which reads the open steps page by page in this order
create index if not exists swf_step_place on swf_step (is_open, order_no, step_no);

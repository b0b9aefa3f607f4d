-- One row per document that duties may come from, with its time in force.
-- Dates are those of the document, with their source where sources differ.
select document_code, title_vi, title_en, issuer, issued_date, valid_from, valid_to, source
from reference.documents

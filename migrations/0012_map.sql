-- Which encoders there are, and of each a sample that is the same every time, without reading all versions.
create index adapter_versions_by_encoder on adapter_versions (encoder_digest, digest) where embedding is not null;

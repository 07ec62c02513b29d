# What may identify a patient.
hit-kind-nir = A valid social security number (NIR or INS)
hit-kind-nir-without-key = A number that looks like an NIR
hit-kind-record-number = A record, stay or patient number
hit-kind-birth = A date of birth beside a person
hit-in-file = { $kind }, in the file “{ $name }”
hits-settled-meanwhile = Somebody just decided about this post. Nothing was changed.
job-patient-files = Reading of attached files (patient identifiers)

// What dcmjs-dimse wants to know to speak TLS: nothing if no key is given.
'use strict';

const fs = require('fs');

module.exports = (key, certificate, trusted) =>
  key
    ? {
        securityOptions: {
          key: fs.readFileSync(key),
          cert: fs.readFileSync(certificate),
          ca: fs.readFileSync(trusted),
          requestCert: true,
          rejectUnauthorized: true,
        },
      }
    : {};

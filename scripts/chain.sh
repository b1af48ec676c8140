#!/bin/sh
# Makes a root and a leaf as SGP.22 wants them, for fuzzing and measuring:
#
#     scripts/chain.sh FOLDER CURVE        CURVE as openssl names it: P-256, brainpoolP256r1
#
# Writes CURVE.root.der, CURVE.leaf.der, CURVE.leaf.key (PEM) and CURVE.crl.der into FOLDER.
# Exit 0: made. Otherwise what openssl has said is above.
set -eu
cd "$1"
curve=$2

cat >chain.cnf <<'END'
[req]
distinguished_name=d
[d]
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
certificatePolicies=critical,2.23.146.1.2.1.0
subjectAltName=RID:2.999.1
subjectKeyIdentifier=hash
[leaf]
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,serverAuth,clientAuth
certificatePolicies=2.23.146.1.2.1.3
subjectAltName=DNS:rsp.example.org,RID:2.999.10
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:http://crl.example.org/a.crl
[ca]
default_ca=crl
[crl]
database=chain.index
default_md=sha256
END
printf 'R\t350101000000Z\t260101000000Z,keyCompromise\t09\tunknown\t/CN=leaf\n' >chain.index
for who in root leaf; do
    openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -out "$who.key"
    openssl req -new -config chain.cnf -key "$who.key" -subj "/O=Example/CN=$who" -out "$who.csr"
done
{
    openssl x509 -req -in root.csr -signkey root.key -days 3650 -extfile chain.cnf -extensions root -out root.pem
    openssl x509 -req -in leaf.csr -CA root.pem -CAkey root.key -set_serial 9 -days 390 -extfile chain.cnf \
        -extensions leaf -out leaf.pem
    openssl ca -gencrl -config chain.cnf -cert root.pem -keyfile root.key -crldays 30 -out crl.pem
} 2>said || { cat said >&2 && exit 1; }
mv leaf.key "$curve.leaf.key"
for who in root leaf; do openssl x509 -in "$who.pem" -outform DER -out "$curve.$who.der"; done
openssl crl -in crl.pem -outform DER -out "$curve.crl.der"
rm -f chain.cnf chain.index* root.* leaf.* crl.pem said

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FundLedger.Features.Papers;

/// <summary>
/// A detached CMS signature (RFC 5652) as PAdES wants it: over the hash of the content, the kind of content and the signer's certificate.
/// Written here because the framework's own takes the whole content into memory; its tests read it back with that one.
/// </summary>
internal static class CmsSignature
{
    public const string RsaKey = "1.2.840.113549.1.1.1";
    public const string CurveKey = "1.2.840.10045.2.1";

    private const string RsaWithSha256 = "1.2.840.113549.1.1.11";
    private const string CurveWithSha256 = "1.2.840.10045.4.3.2";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string Data = "1.2.840.113549.1.7.1";
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private const byte AttributesTag = 0xA0;
    private const int AllButCertificates = 2048;

    /// <summary>Bytes that no signature with this certificate needs more than.</summary>
    public static int Room(SigningCertificate certificate) =>
        AllButCertificates + certificate.Chain.Sum(one => one.RawDataMemory.Length);

    public static byte[] Of(byte[] digest, SigningCertificate certificate)
    {
        var attributes = Attributes(digest, certificate.Own);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(Tagged(0)))
            using (writer.PushSequence())
            {
                WriteContent(writer, certificate);
                using (writer.PushSetOf()) WriteSigner(writer, certificate.Own, attributes);
            }
        }

        return writer.Encode();
    }

    private static void WriteContent(AsnWriter writer, SigningCertificate certificate)
    {
        writer.WriteInteger(1);
        using (writer.PushSetOf()) WriteAlgorithm(writer, Sha256);
        using (writer.PushSequence()) writer.WriteObjectIdentifier(Data);
        using (writer.PushSetOf(Tagged(0)))
        {
            foreach (var one in certificate.Chain) writer.WriteEncodedValue(one.RawDataMemory.Span);
        }
    }

    private static void WriteSigner(AsnWriter writer, X509Certificate2 certificate, byte[] attributes)
    {
        var isRsa = certificate.PublicKey.Oid.Value == RsaKey;
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }

            WriteAlgorithm(writer, Sha256);
            // The same set, under the tag that it has in its place.
            writer.WriteEncodedValue([AttributesTag, .. attributes[1..]]);
            WriteAlgorithm(writer, isRsa ? RsaWithSha256 : CurveWithSha256, hasNull: isRsa);
            writer.WriteOctetString(isRsa ? SignByRsa(certificate, attributes) : SignByCurve(certificate, attributes));
        }
    }

    private static byte[] Attributes(byte[] digest, X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, ContentType, value => value.WriteObjectIdentifier(Data));
            WriteAttribute(writer, MessageDigest, value => value.WriteOctetString(digest));
            WriteAttribute(writer, SigningCertificateV2, value => WriteCertificateHash(value, certificate));
        }

        return writer.Encode();
    }

    // SHA-256 is the hash where none is named.
    private static void WriteCertificateHash(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(certificate.GetCertHash(HashAlgorithmName.SHA256));
    }

    private static void WriteAttribute(AsnWriter writer, string kind, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(kind);
            using (writer.PushSetOf()) value(writer);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string algorithm, bool hasNull = false)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            if (hasNull) writer.WriteNull();
        }
    }

    private static byte[] SignByRsa(X509Certificate2 certificate, byte[] content)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        return key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[] SignByCurve(X509Certificate2 certificate, byte[] content)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static Asn1Tag Tagged(int number) => new(TagClass.ContextSpecific, number);
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodaTime;

namespace FundLedger.Features.Papers;

/// <summary>The certificate and its key cannot be used; the message tells the operator why.</summary>
public sealed class SigningCertificateException(string message) : Exception(message);

/// <summary>
/// The certificate of the unit with its private key, from a PKCS #12 file outside the database: with it papers are signed. There is none
/// unless the operator names it.
/// </summary>
public sealed class SigningCertificate : IDisposable
{
    /// <summary>Path of the PKCS #12 file.</summary>
    public const string Variable = "FUNDLEDGER_SIGNING_CERTIFICATE";

    /// <summary>Path of a file with its password, so that it stands in no list of processes.</summary>
    public const string PasswordVariable = "FUNDLEDGER_SIGNING_PASSWORD_FILE";

    private readonly X509Certificate2Collection all;

    private SigningCertificate(X509Certificate2 own, X509Certificate2Collection all) => (Own, this.all) = (own, all);

    /// <summary>Whom a reader of the paper sees as its signer.</summary>
    public string Signer => Own.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    public string Issuer => Own.GetNameInfo(X509NameType.SimpleName, forIssuer: true);

    /// <summary>SHA-256 of the certificate, in hexadecimal digits.</summary>
    public string Fingerprint => Own.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    public Instant From => Instant.FromDateTimeUtc(Own.NotBefore.ToUniversalTime());

    public Instant To => Instant.FromDateTimeUtc(Own.NotAfter.ToUniversalTime());

    /// <summary>Whether the same paper gets the same signature each time; one of an elliptic curve has chance in it.</summary>
    public bool IsRepeatable => Own.PublicKey.Oid.Value == CmsSignature.RsaKey;

    internal X509Certificate2 Own { get; }

    /// <summary>Its own first, then those that it was issued by, as far as the file has them.</summary>
    internal IEnumerable<X509Certificate2> Chain => all.Where(one => one != Own).Prepend(Own);

    /// <summary>What the environment names; null when it names none. Raises <see cref="SigningCertificateException"/>.</summary>
    public static SigningCertificate? Read(Func<string, string?> variable) => (variable(Variable), variable(PasswordVariable)) switch
    {
        (null or "", null or "") => null,
        (null or "", _) => throw new SigningCertificateException($"{PasswordVariable} is set without {Variable}."),
        ({ } file, var password) => Read(file, password),
    };

    public void Dispose()
    {
        foreach (var one in all) one.Dispose();
    }

    private static SigningCertificate Read(string file, string? passwordFile)
    {
        if (!File.Exists(file)) throw new SigningCertificateException($"{Variable} is '{file}'; there is no such file.");
        if (passwordFile is { Length: > 0 } && !File.Exists(passwordFile))
            throw new SigningCertificateException($"{PasswordVariable} is '{passwordFile}'; there is no such file.");
        try
        {
            var password = passwordFile is { Length: > 0 } ? File.ReadAllText(passwordFile).TrimEnd('\r', '\n') : null;
            return Of(X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password, X509KeyStorageFlags.EphemeralKeySet));
        }
        catch (CryptographicException)
        {
            throw new SigningCertificateException(
                $"The certificate of {Variable} cannot be opened: the password is another one, or the file is no PKCS #12 file.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SigningCertificateException($"The certificate of {Variable} cannot be read: {unreadable.Message}");
        }
    }

    private static SigningCertificate Of(X509Certificate2Collection all)
    {
        var own = all.FirstOrDefault(one => one.HasPrivateKey)
            ?? throw new SigningCertificateException($"The file of {Variable} has no private key.");
        if (own.PublicKey.Oid.Value is not (CmsSignature.RsaKey or CmsSignature.CurveKey))
            throw new SigningCertificateException($"The key of {Variable} is neither RSA nor of an elliptic curve.");
        var usage = own.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        const X509KeyUsageFlags signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        return usage is null || (usage.KeyUsages & signing) != 0
            ? new SigningCertificate(own, all)
            : throw new SigningCertificateException($"The certificate of {Variable} was not issued for signatures.");
    }
}

using FundLedger.Pdf;
using NodaTime;

namespace FundLedger.Features.Papers;

public enum SignerState
{
    /// <summary>Papers leave signed.</summary>
    Ready,

    /// <summary>The certificate ends within a month.</summary>
    EndsSoon,

    /// <summary>The certificate has ended: papers leave without a signature.</summary>
    Ended,
}

/// <summary>Signs papers with the certificate of the unit, while it holds.</summary>
public sealed class PaperSigner(SigningCertificate certificate, IClock clock)
{
    private static readonly Duration Soon = Duration.FromDays(30);

    public SigningCertificate Certificate => certificate;

    public SignerState State => (certificate.To - clock.GetCurrentInstant()) switch
    {
        var left when left < Duration.Zero => SignerState.Ended,
        var left when left < Soon => SignerState.EndsSoon,
        _ => SignerState.Ready,
    };

    /// <summary>
    /// Null when the certificate has ended. The time in it is that of the figures, not of the clock: a time that nobody else vouches for
    /// proves nothing, and this one gives a closed book the same file whenever it is asked for.
    /// </summary>
    internal PdfSignature? For(Instant dated)
    {
        if (State == SignerState.Ended) return null;
        var at = Instant.FromUnixTimeSeconds(Instant.Max(dated, certificate.From).ToUnixTimeSeconds());
        return new PdfSignature(at.ToDateTimeOffset(), CmsSignature.Room(certificate), digest => CmsSignature.Of(digest, certificate));
    }
}

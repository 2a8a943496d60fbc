namespace FundLedger.Features.Statements;

/// <summary>Where people outside reach the pages, for what is printed on papers.</summary>
/// <param name="Text">Without a slash at the end; empty when nobody outside reaches them.</param>
public sealed record PublicAddress(string Text)
{
    public const string Variable = "FUNDLEDGER_PUBLIC_URL";

    public static PublicAddress None { get; } = new("");

    /// <summary>Of the demo, which nobody outside reaches: where it listens on this machine.</summary>
    public static PublicAddress OfDemo() =>
        Read(Environment.GetEnvironmentVariable(Variable)) is { Text.Length: > 0 } named ? named
        : Read(Environment.GetEnvironmentVariable("FUNDLEDGER_URLS")) is { Text.Length: > 0 } listening ? listening
        : new PublicAddress("http://localhost:5080");

    /// <summary>Null for a text that is no http or https address.</summary>
    public static PublicAddress? Read(string? text) => string.IsNullOrWhiteSpace(text) ? None
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https" }
            ? new PublicAddress(address.GetLeftPart(UriPartial.Path).TrimEnd('/'))
            : null;
}

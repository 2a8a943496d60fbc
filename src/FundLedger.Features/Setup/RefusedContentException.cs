using FundLedger.Domain;

namespace FundLedger.Features.Setup;

/// <summary>What stands in a file breaks a rule; the error says which, and is worded where refusals are.</summary>
#pragma warning disable CA1032 // Nothing is refused without its rule.
public sealed class RefusedContentException(Error error) : Exception(error.Message)
#pragma warning restore CA1032
{
    public Error Error { get; } = error;
}

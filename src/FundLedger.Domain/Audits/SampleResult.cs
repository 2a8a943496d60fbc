
namespace FundLedger.Domain.Audits;

/// <summary>What was heard of a sampled line in the field.</summary>
public enum SampleResult
{
    /// <summary>All of it.</summary>
    Received,

    /// <summary>Less than was paid.</summary>
    Lacking,

    /// <summary>Nothing.</summary>
    NotReceived,

    /// <summary>Nobody could be asked.</summary>
    NotFound,
}

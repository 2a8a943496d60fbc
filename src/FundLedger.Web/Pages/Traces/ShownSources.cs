using FundLedger.Features.Traces;

namespace FundLedger.Web.Pages.Traces;

/// <summary>What <c>_Sources</c> shows.</summary>
internal sealed record ShownSources(SupportTrace Trace, string Fund, bool MayOpenChildren);

using FundLedger.Features.Disbursements;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The list in parts: a province's plan has tens of thousands of lines.</summary>
internal sealed partial class DisbursementModel
{
    /// <summary>Lines of one part of the list.</summary>
    public const int LinesShown = 300;

    /// <summary>Number of the line after which the shown part begins; zero for the beginning.</summary>
    [BindProperty(SupportsGet = true)]
    public int After { get; set; }

    public IReadOnlyList<SheetLine> ShownLines => [.. Sheet.Lines.Where(line => line.No > After).Take(LinesShown)];

    /// <summary>Where the next part begins; null when this is the last.</summary>
    public int? NextAfter => ShownLines is [.., var last] && last.No < Sheet.Lines[^1].No ? last.No : null;
}

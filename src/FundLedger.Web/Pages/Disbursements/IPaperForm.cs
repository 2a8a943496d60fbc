using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>What the list of papers shows.</summary>
internal interface IPaperForm
{
    /// <summary>Named by the norm, in its order.</summary>
    IReadOnlyList<Wording> AskedPapers { get; }

    IReadOnlyList<DraftPaper> Attached { get; }

    /// <summary>There is no request without it.</summary>
    bool IsNeeded(Wording paper);

    /// <summary>For which lines it is, when not for all; else null.</summary>
    string? NoteOf(Wording paper);

    string? PaperProblem { get; }

    string AddressOf(string handler);
}

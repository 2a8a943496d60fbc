using FundLedger.Features.Books;

namespace FundLedger.Web.Pages.Reports;

/// <summary>What the table of a report is drawn from.</summary>
internal sealed record ReportView(BookHead Head, IReadOnlyList<BookRow> Rows);

using FundLedger.Features.Reports;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Reports;

/// <summary>Addresses of reports and of their files.</summary>
internal static class ReportLinks
{
    /// <summary>Who reads reports; the question itself asks again, fund by fund.</summary>
    public static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Auditor];

    public static string UrlOf(ReportQuestion question) => QueryHelpers.AddQueryString("/reports", Asked(question));

    public static string FileUrlOf(ReportQuestion question, string format) => QueryHelpers.AddQueryString(
        $"/reports/{question.Fund}/{question.Report}/file", new Dictionary<string, string?>(Asked(question))
        {
            ["report"] = null, ["format"] = format, ["language"] = LanguageSetup.Current,
        });

    private static Dictionary<string, string?> Asked(ReportQuestion question) => new()
    {
        ["report"] = question.Report, ["from"] = Iso(question.From), ["to"] = Iso(question.To), ["occasion"] = question.Occasion,
        ["units"] = question.WithUnits ? "true" : null, ["shared"] = question.IsShared ? "true" : null,
    };

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}

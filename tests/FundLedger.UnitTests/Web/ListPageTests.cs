using System.Text.RegularExpressions;
using FundLedger.UnitTests.Architecture;
using Xunit;

namespace FundLedger.UnitTests.Web;

/// <summary>Every list leaves as a file, exactly as it is shown, and each file is noted: a new page with a table says how, or why not.</summary>
public sealed partial class ListPageTests
{
    private const string Book = "its rows are those of a book, which leaves from the page of books";
    private const string Sheet = "a sheet about one thing; its list leaves";
    private const string Names = "names or codes of children, which leave on papers that are counted, or not at all";
    private const string Work = "what waits for the reader; the same papers are in their lists";

    private const string Form = "a form with what can be chosen in it";
    private const string Norm = "norm decisions, each with files of its own";
    private const string Import = "a file of the reader, who gets it back";

    // Addresses of pages whose tables are no list to take away, each with its reason.
    private static readonly Dictionary<string, string> Exempt = new()
    {
        ["/"] = Work, ["/approvals"] = Work, ["/approvals/ladder"] = "the ladder in force and those before it, as they were decided",
        ["/audit"] = "the passes of a verification, which runs again", ["/audit/checks"] = "the board of a run; its faults are kept",
        ["/audit/checks/{no:int}"] = Sheet, ["/audit/pack"] = "an archive, whose manifest says what is in it",
        ["/audit/samples"] = "samples, each with files of its own",
        ["/books"] = "books, with files of their own", ["/cases"] = Names,
        ["/children/{code}"] = Sheet, ["/children/duplicates"] = Names, ["/children/duplicates/{one}/{other}"] = Sheet,
        ["/children/households/{code}"] = Sheet, ["/children/import/{handler:regex(^template$)?}"] = Import,
        ["/children/import/{import:guid}/{handler:regex(^result$)?}"] = Import, ["/children/new"] = Names, ["/children/search"] = Names,
        ["/disbursements/{fund}/{id:long}"] = Sheet, ["/disbursements/gifts"] = Form, ["/disbursements/institutions"] = Form,
        ["/disbursements/occasions"] = "a calendar of the year", ["/funds/overview"] = "figures of the day; the lists behind them leave",
        ["/handouts"] = Names, ["/handouts/{list}/{order:int}"] = Names,
        ["/ledger"] = Book, ["/ledger/trial-balance"] = Book, ["/ledger/{fund}/{entryNo:long}"] = Sheet,
        ["/ledger/{fund}/{entryNo:long}/reverse"] = Form, ["/ledger/adjustments/{fund}/{id:long}"] = Sheet,
        ["/norms"] = Norm, ["/norms/compare"] = Norm, ["/norms/new"] = Norm, ["/norms/simulate"] = Norm,
        ["/payments/{fund}/{order:int}"] = Sheet, ["/payments/{fund}/new/{id:long}/{handler:regex(^form$)?}"] = Form,
        ["/periods/year-end"] = Form, ["/reports"] = "reports, with files of their own",
        ["/reports/plan"] = "a plan, which leaves beside what was done in the report on receipt and use",
        ["/reports/donors"] = "donors, each with files of their own",
        ["/reports/calendar"] = "what is due; the reports themselves leave", ["/reports/frozen"] = "frozen reports, each with files of its own",
        ["/reports/frozen/{fund}/{number:int}"] = "a frozen report, with files of its own",
        ["/statements"] = "statements, with files of their own", ["/style"] = "the style guide", ["/vouchers/{fund}/{number}"] = Sheet,
    };

    [Fact]
    public void Every_list_leaves_as_a_file_or_says_why_not()
    {
        var missing = Pages().Where(page => HasTable(page.Markup) && !Leaves(page.File, page.Markup))
            .Select(page => page.Address).Where(address => !Exempt.Keys.Any(known => known == address)).Order(StringComparer.Ordinal);
        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public void No_exemption_outlives_its_need()
    {
        var lists = Pages().Where(page => HasTable(page.Markup) && !Leaves(page.File, page.Markup)).Select(page => page.Address).ToHashSet();
        Assert.DoesNotContain(Exempt.Keys, address => !lists.Contains(address));
    }

    [Fact]
    public void Every_page_that_gives_a_list_away_notes_it()
    {
        var handlers = Repository.Files(["src/FundLedger.Web/Pages"], ".cs").Select(file => (file, Text: Repository.Read(file)))
            .Where(page => GivesAway().IsMatch(page.Text)).ToList();
        Assert.True(handlers.Count > 20, $"Only {handlers.Count} pages give lists away.");
        Assert.DoesNotContain(handlers, page => !Notes().IsMatch(page.Text));
    }

    private static IEnumerable<(string File, string Address, string Markup)> Pages() =>
        Repository.Files(["src/FundLedger.Web/Pages"], ".cshtml").Select(file => (File: file, Markup: Repository.Read(file)))
            .Select(page => (page.File, Directive().Match(page.Markup), page.Markup)).Where(page => page.Item2.Success)
            .Select(page => (page.File, page.Item2.Groups[1].Value, WithPartials(page.File, page.Markup)));

    // What a page shows may stand in partials beside it.
    private static string WithPartials(string file, string markup)
    {
        var beside = Partial().Matches(markup).Select(match => $"{Path.GetDirectoryName(file)}/{match.Groups[1].Value}.cshtml")
            .Where(part => part != file && File.Exists(Path.Combine(Repository.Root, part)));
        return markup + string.Concat(beside.Select(part => WithPartials(part, Repository.Read(part))));
    }

    private static bool HasTable(string markup) => markup.Contains("<table", StringComparison.Ordinal);

    private static bool Leaves(string file, string markup) =>
        markup.Contains("\"_Exports\"", StringComparison.Ordinal) || GivesAway().IsMatch(Repository.Read(file + ".cs"));

    [GeneratedRegex("^@page(?: \"([^\"]*)\")?", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex("<partial name=\"(_[A-Za-z]+)\"")]
    private static partial Regex Partial();

    [GeneratedRegex("OnGet(?:Export|Csv)Async")]
    private static partial Regex GivesAway();

    [GeneratedRegex(@"\b(?:TakeAsync|NotedAsync|LeaveAsync|NoteExport)\(")]
    private static partial Regex Notes();
}

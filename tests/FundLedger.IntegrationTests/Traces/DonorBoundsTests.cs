using FundLedger.Domain.Statements;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;
using FundLedger.Features.Traces;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Traces;

/// <summary>The statements to the givers of a year with an entry of every kind, and the list to choose a giver from.</summary>
public sealed class DonorBoundsTests(EveryKind year) : IClassFixture<EveryKind>
{
    private static readonly LocalDate Today = new(2022, 1, 5);

    private static readonly DonorQuestion Whole = new(Given.Fund, 1, EveryKind.From, EveryKind.To);

    [Fact]
    public async Task Each_statement_to_a_giver()
    {
        var text = "";
        foreach (var (user, question) in ((string, DonorQuestion)[])[
            (TamDuong.Accountant, Whole), (TamDuong.Approver, Whole with { IsShared = true }), (TamDuong.Auditor, Whole with { Donor = 2, To = Today })])
        {
            var asked = new ExportDonorStatement(question, "csv", PaperLanguage.Vietnamese);
            var made = await year.Ledger.Done(user, asked);
            await using var file = made.File;
            using var content = new StreamReader(file.Content);
            var note = DonorNotes.Of(asked, made);
            text += FormattableString.Invariant($"## {file.Name} · {made.Rows} · {note.List} · {note.NarrowedTo} · {note.Format}\n");
            text += (await content.ReadToEndAsync(Ledger.Token)).ReplaceLineEndings("\n") + "\n";
        }

        await Documented.GoldenAsync("donor-statements", text);
    }

    [Fact]
    public async Task What_cannot_be_told_is_refused()
    {
        Assert.Equal(new DonorUnknown(99), await Refusal(Whole with { Donor = 99 }));
        Assert.Equal(new FundNotFound("Q999"), await Refusal(Whole with { Fund = "Q999" }));
        Assert.Equal(new StatementInFuture(Today.PlusDays(1), Today), await Refusal(Whole with { To = Today.PlusDays(1) }));
        Assert.Equal(new SharedPeriodOdd(EveryKind.From, Today), await Refusal(Whole with { To = Today, IsShared = true }));
        var export = new ExportDonorStatement(Whole, "exe", PaperLanguage.Vietnamese);
        Assert.Equal(new BookFormatUnknown("exe"), (await year.Ledger.Send(TamDuong.Auditor, export)).Error);
        var unknown = await year.Ledger.Send(TamDuong.Auditor, export with { Format = "csv", Question = Whole with { Donor = 99 } });
        Assert.Equal(new DonorUnknown(99), unknown.Error);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("", 2)]
    [InlineData("CHE TAM", 1)]
    [InlineData("khac han", 0)]
    public async Task Givers_are_found_by_a_part_of_their_name_in_any_spelling(string? text, int count)
    {
        var list = await year.Ledger.Done(TamDuong.Auditor, new ListDonors(Given.Fund, EveryKind.From, EveryKind.To) { Text = text });
        Assert.Equal((count, count), (list.Donors.Count, list.Count));
    }

    [Fact]
    public async Task A_giver_is_listed_with_what_stands_of_its_gifts()
    {
        var list = (await year.Ledger.Done(TamDuong.Approver, new ListDonors(Given.Fund, EveryKind.From, EveryKind.To))).Donors;
        Assert.Equal(
            [(1, null, 3, 7_000_000, 0), (2, null, 2, 0, 5_000_000)],
            list.Select(donor => (donor.Donor, donor.Name, donor.Gifts, donor.Money.Dong, donor.Goods.Dong)));
        var later = new ListDonors(Given.Fund, new LocalDate(2021, 1, 5), Today);
        Assert.Equal(0, (await year.Ledger.Done(TamDuong.Auditor, later)).Count);
        Assert.Equal(new FundNotFound("Q999"), (await year.Ledger.Send(TamDuong.Auditor, later with { Fund = "Q999" })).Error);
        Assert.IsType<RoleMissing>((await year.Ledger.Send(TamDuong.Cashier, later)).Error);
        Assert.IsType<StatementInFuture>((await year.Ledger.Send(TamDuong.Auditor, later with { To = Today.PlusDays(1) })).Error);
    }

    private async Task<Domain.Error?> Refusal(DonorQuestion question) =>
        (await year.Ledger.Send(TamDuong.Auditor, new GetDonorStatement(question))).Error;
}

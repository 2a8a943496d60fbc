using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.UnitTests.Text;

/// <summary>What a refusal says in the log of refusals, word for word, and the field that it points at.</summary>
public sealed class RefusalWordsTests
{
    private static readonly LocalDate Day = new(2021, 2, 3);
    private static readonly NormCitation By = new("12/QĐ", new LocalDate(2021, 1, 4), "D-01", Day, false);
    private static readonly string Cited = "(Decision 12/QĐ of 04/01/2021, line D-01)";

    public static TheoryData<Error, string, string?> Refusals => new()
    {
        { new NormExceeded(By, new Money(400_000), new Money(300_000)), $"400.000 is more than the 300.000 that the norm allows {Cited}.", null },
        { new RequestedBelowNorm(By, new Money(1), new Money(2)), $"1 is less than the 2 at which the norm begins {Cited}.", null },
        { new GroupNotCovered(By), $"The child belongs to no group that the norm covers {Cited}.", null },
        { new NormNotInForce(By, Day), $"The norm is not in force on 03/02/2021 {Cited}.", null },
        { new FrequencyUsedUp(By, FrequencyUnit.PerYear, 2, 2), $"Already used 2 of 2 times per year {Cited}.", null },
        { new NotAChild(16, Day), "A child is a person under 16; on 03/02/2021 the age is 16.", null },
        { new NetCostNotPositive(By, new Money(-5)), $"The cost less insurance and other aid is (5): nothing is left to support {Cited}.", null },
        { new NoNormLine("12/QĐ", new SupportSought("surgery", null, "heart")), "Decision 12/QĐ has no line for surgery  heart.", null },
        { new NoNormLine("12/QĐ", new SupportSought("surgery")), "Decision 12/QĐ has no line for surgery.", null },
        { new CaseCostNegative(new Money(-1), new Money(0), new Money(0)),
            "Cost (1), insurance 0 and other aid 0 must each be zero or more.", null },
        { new NormLineUnsound("D-1"), "Norm line 'D-1' has a bad code, amount, percentage, limit or no group.", null },
        { new NormLineRepeated("D-1"), "Norm line 'D-1' appears more than once.", null },
        { new OccasionYearMissing("D-1"), "Line D-1 counts per occasion: the occasion's year is needed.", null },
        { new CaseReferenceUnusable("D-7", "?"),
            "Line D-7 counts per incident: '?' is not a case reference of 1 to 60 letters, digits, dots, dashes.", "CaseReference" },
        { new StatementEndsBeforeItStarts(Day, Day.PlusDays(-1)), "A statement from 2021-02-03 cannot end on 2021-02-02.", "To" },
        { new StatementBeforeFundOpened(Day, Day.PlusDays(1)), "The fund opened on 2021-02-04; it has no books from 2021-02-03.", "From" },
        { new StatementInFuture(Day, Day.PlusDays(-1)),
            "2021-02-03 is after today, 2021-02-02: nothing can be stated about it yet.", "To" },
        { new StatementDoesNotAddUp("closing", new Money(5), new Money(6)),
            "The statement does not add up: closing is 6, the other figures give 5.", null },
        { new TooFewPostings(1), "An entry has at least two postings, not 1.", null },
        { new PostingOfNothing(2), "Posting 2 has no amount.", null },
        { new NegativeOutsideReversal(2, new Money(-5)), "Posting 2 is (5); only a reversal is negative.", null },
        { new EntryUnbalanced(3, 7), "Debits and credits of pool 3 differ by 7.", null },
        { new EntryWordUnknown("Side", "left"), "'left' is no Side of an entry.", "Side" },
        { new DocumentMissing("voucher"), "There is no voucher behind the entry.", null },
    };

    public static TheoryData<Error, string, string?> NormRefusals => new()
    {
        { new AgeNotCovered(By, 2, 3, null), $"The norm covers children of 3 to 15 years; the age is 2 {Cited}.", null },
        { new AgeNotCovered(By, 9, null, 8), $"The norm covers children of 0 to 8 years; the age is 9 {Cited}.", null },
        { new SourceNotAllowed(By, "donation"), $"The norm does not let a pool of donation pay for this {Cited}.", null },
        { new VariantNotChosen(By, [new Wording("có thẻ", "insured"), new Wording("không thẻ", "uninsured")], 2),
            $"The norm has 2 amounts (insured; uninsured); 2 of them fit the case {Cited}.", null },
        { new QuantityMissing(By, CaseQuantity.Day), $"The norm counts by days: state them, one at least {Cited}.", null },
        { new GoodsNotAllowed(By, new Money(2), new Money(1)), $"Goods of 2 cannot be part of 1 by this norm {Cited}.", null },
        { new AmountReasonMissing(By), $"The norm leaves the amount open between two bounds: say why this one {Cited}.", null },
        { new TotalReached(By, new Money(5), new Money(5)),
            $"The child received 5 for this occasion already; the norm completes 5 {Cited}.", null },
        { new ExceptionNotAllowed(By, new Money(2), new Money(1)), $"2 is more than the 1 of the norm, which knows no exception {Cited}.", null },
        { new BatchAboveQuota(By, 3, new Money(9), new BatchQuota(2, null)),
            $"3 supports of together 9 are more than one batch may give: 2 of them, any sum {Cited}.", null },
        { new BatchAboveQuota(By, 3, new Money(9), new BatchQuota(null, new Money(8))),
            $"3 supports of together 9 are more than one batch may give: any number of them, 8 {Cited}.", null },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    [MemberData(nameof(NormRefusals))]
    public void A_refusal_is_a_sentence_with_its_figures(Error refusal, string sentence, string? field) =>
        Assert.Equal((sentence, field), (refusal.Message, refusal.Field));

    [Fact]
    public void A_refusal_of_the_norm_names_the_line_that_judged_as_its_version()
    {
        var exceeded = new NormExceeded(By, new Money(2), new Money(1));
        Assert.Equal("12/QĐ 2021-01-04, D-01", exceeded.RuleVersion);
        Assert.Equal("12/QĐ 2021-01-04, D-01", new LineRefused("TE-000001", exceeded, 1).RuleVersion);
        Assert.Equal("12/QĐ", new NoNormLine("12/QĐ", new SupportSought("surgery")).RuleVersion);
        Assert.Null(new NotAChild(16, Day).RuleVersion);
    }

    public static TheoryData<AmountUnreadable, string, string> Amounts => new()
    {
        { new AmountMissing(), "Hãy nhập số tiền, ví dụ 1.234.567.", "'' is not an amount here. Type the amount, e.g. 1.234.567." },
        { new AmountNotWhole("1,5"), "Số tiền là số nguyên đồng: bỏ phần sau dấu phẩy.",
            "'1,5' is not an amount here. Amounts are whole đồng: leave out what follows the comma." },
        { new AmountNegative("-5"), "Hãy nhập số dương; muốn sửa khoản đã ghi thì lập bút toán đảo.",
            "'-5' is not an amount here. Type a positive amount; what is already recorded is corrected by a reversal." },
        { new AmountNotPositive("0"), "Số tiền phải lớn hơn 0.", "'0' is not an amount here. The amount must be more than 0." },
        { new AmountAmbiguous("1,234"), "Dấu phẩy có thể là phần nghìn hoặc phần lẻ: hãy dùng dấu chấm cho hàng nghìn, ví dụ 1.234.",
            "'1,234' is not an amount here. The comma may mean thousands or a fraction: use a dot for thousands, e.g. 1.234." },
        { new AmountGroupedWrongly("1.23"), "Hãy chia từng nhóm ba chữ số bằng một loại dấu, ví dụ 1.234.567.",
            "'1.23' is not an amount here. Separate groups of three digits with one kind of sign, e.g. 1.234.567." },
        { new AmountNotANumber("5tr"), "Hãy nhập đủ các chữ số, không viết tắt hay công thức, ví dụ 500.000.",
            "'5tr' is not an amount here. Type all the digits, no short forms or formulas, e.g. 500.000." },
        { new AmountTooLarge("9"), "Số tiền lớn nhất được nhập là 1.000.000.000.000 đồng.",
            "'9' is not an amount here. The largest amount that can be typed is 1.000.000.000.000 đồng." },
    };

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Who_typed_an_amount_wrongly_is_told_what_to_type(AmountUnreadable refusal, string vi, string sentence) =>
        Assert.Equal((vi, sentence), (refusal.Hint.Vi, refusal.Message));

    public static TheoryData<DateUnreadable, string, string> Dates => new()
    {
        { new DateMissing(), "Hãy nhập ngày, ví dụ 31/12/2021.", "'' is not a date here. Type the date, e.g. 31/12/2021." },
        { new DateYearUnclear("1/1/21"), "Hãy viết năm đủ bốn chữ số, từ 1900 đến 2100.",
            "'1/1/21' is not a date here. Write the year with four digits, 1900 to 2100." },
        { new DateDoesNotExist("31/4/2021"), "Không có ngày này trong lịch; hãy viết ngày trước, tháng sau.",
            "'31/4/2021' is not a date here. The calendar has no such day; write the day first, then the month." },
        { new DateNotADate("mai"), "Hãy viết ngày/tháng/năm, ví dụ 31/12/2021.", "'mai' is not a date here. Write day/month/year, e.g. 31/12/2021." },
    };

    [Theory]
    [MemberData(nameof(Dates))]
    public void Who_typed_a_date_wrongly_is_told_what_to_type(DateUnreadable refusal, string vi, string sentence) =>
        Assert.Equal((vi, sentence), (refusal.Hint.Vi, refusal.Message));

    [Fact]
    public void A_pasted_novel_is_quoted_by_its_beginning()
    {
        var exact = new string('9', 40);
        Assert.Equal(exact, ((AmountUnreadable)AmountReader.Read(exact).Error!).Typed);
        Assert.Equal(exact + "…", ((AmountUnreadable)AmountReader.Read(exact + "9").Error!).Typed);
    }
}

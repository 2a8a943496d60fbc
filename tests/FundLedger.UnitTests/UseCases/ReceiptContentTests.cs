using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What is wrong with a receipt whatever the books say.</summary>
public sealed class ReceiptContentTests
{
    private static readonly RecordReceipt Gift = new(
        "Q106", Guid.Empty, "CHUNG", new Money(1), new LocalDate(2021, 2, 3), "cash", "Nhà hảo tâm");

    [Theory]
    [InlineData(0, typeof(ReceiptNotPositive))]
    [InlineData(-1, typeof(ReceiptNotPositive))]
    [InlineData(1, null)]
    [InlineData(1_000_000_000_000, null)]
    [InlineData(1_000_000_000_001, typeof(ReceiptTooHigh))]
    public void An_amount_is_at_least_one_dong_and_at_most_a_thousand_billion(long amount, Type? refusal) =>
        Assert.Equal(refusal, (Gift with { Amount = new Money(amount) }).RefusalOfContent?.GetType());

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_giver_has_a_name(string name) => Assert.IsType<DonorNameMissing>((Gift with { DonorName = name }).RefusalOfContent);

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, typeof(LikenessReasonTooLong))]
    public void The_reason_why_a_receipt_is_another_one_has_an_end(int letters, Type? refusal) => Assert.Equal(
        refusal, (Gift with { DespiteLikeness = new string('x', letters) + " \t" }).RefusalOfContent?.GetType());

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("PT-2021-00001", "PT-2021-00001")]
    public void A_receipt_that_looks_like_none_needs_no_reason(string? vouchers, string? doubt) =>
        Assert.Equal(doubt, ReceiptLooksRecorded.Of(vouchers, null, "Q106")?.Vouchers);

    [Fact]
    public void The_source_of_a_pool_is_the_one_of_its_kind()
    {
        ReceiptSource donation = new() { Code = "donation" }, budget = new() { Code = "province_budget" };
        var choices = new ReceiptChoices([], [donation, budget], [], []);
        Assert.Same(budget, choices.SourceOf(new Pool { SourceKind = "province_budget" }));
        Assert.Throws<InvalidOperationException>(() => choices.SourceOf(new Pool { SourceKind = "other" }));
    }
}

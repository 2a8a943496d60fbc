using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A case as it is typed, the papers that go with it, and a list of gifts of which a form carries a part.</summary>
public sealed class CaseAskedTests
{
    private static readonly byte[] File = [.. "%PDF-1.7 giấy"u8];

    private static readonly SupportCase Meals = new("D-17", "TE-000001")
    {
        CaseReference = "BA-1", Cost = new Money(900), Insurance = new Money(200), OtherAid = new Money(100), Amount = new Money(500),
        Goods = new Money(50), ReasonForAmount = "Nằm viện", Quantities = new Dictionary<string, long> { ["day"] = 3, ["fare"] = 20_000 },
    };

    private static readonly ExceptionAsked Higher = new(
        " 88/QĐ-UBND ", new LocalDate(2021, 6, 20), " Cả gia đình gặp nạn trong lũ ", new ScannedPaper(@"C:\quét\88.pdf", File));

    private static readonly NormLine Heart = Norms.Norms.Heart with
    {
        Papers =
        [
            new("Dự toán", "Estimate"), new("Đơn đề nghị", "Application"), new("Biên bản bàn giao", "Minutes"), new("Ảnh (sau khi chi)", "Photo"),
        ],
    };

    [Fact]
    public void A_case_is_a_line_with_all_its_figures()
    {
        var line = Meals.ToLine().Value;
        Assert.Equal(("TE-000001", "BA-1", "Nằm viện"), (line.Beneficiary, line.CaseReference, line.ReasonForAmount));
        Assert.Equal((500L, 50L), (line.Amount!.Value.Dong, line.Goods.Dong));
        Assert.Equal((900L, 200L, 100L), (line.Cost.Cost.Dong, line.Cost.Insurance.Dong, line.Cost.OtherAid.Dong));
        Assert.Equal([(CaseQuantity.Day, 3L), (CaseQuantity.Fare, 20_000L)], line.Quantities.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Null((Meals with { Variant = "" }).ToLine().Value.Variant);
        Assert.Equal("district", (Meals with { Variant = "district" }).ToLine().Value.Variant);
        Assert.True((Meals with { IsStockOnly = true }).ToLine().Value.IsStockOnly);
    }

    [Fact]
    public void A_negative_cost_and_a_count_of_nothing_known_are_refused()
    {
        Assert.IsType<CaseCostNegative>((Meals with { Insurance = new Money(-1) }).ToLine().Error);
        var weeks = Meals with { Quantities = new Dictionary<string, long> { ["day"] = 3, ["week"] = 1 } };
        Assert.Equal(new NormWordUnknown("D-17", "unit", "week"), weeks.ToLine().Error);
        Assert.Equal(new ExceptionNumberMissing(), (Meals with { Exception = Higher with { Number = " " } }).ToLine().Error);
    }

    [Theory]
    [InlineData(1, 10, null)]
    [InlineData(60, 300, null)]
    [InlineData(61, 10, "ExceptionNumber")]
    [InlineData(0, 10, "ExceptionNumber")]
    [InlineData(1, 9, "ExceptionReason")]
    [InlineData(1, 301, "ExceptionReason")]
    public void A_decision_above_the_norm_has_a_number_and_a_reason_of_some_length(int number, int reason, string? field)
    {
        var asked = Higher with { Number = $" {new string('8', number)} ", Reason = $" {new string('x', reason)} " };
        Assert.Equal(field, (asked.Flaw as Invalid)?.Field);
    }

    [Fact]
    public void A_decision_above_the_norm_is_a_paper_that_can_be_read()
    {
        Assert.Null(Higher.Flaw);
        Assert.Equal(new ScanUnusable("88.exe"), (Higher with { Decision = new ScannedPaper("88.exe", [.. "MZ"u8]) }).Flaw);
        Assert.Equal(
            """{"number":"88/QĐ-UBND","date":"2021-06-20","reason":"Cả gia đình gặp nạn trong lũ","fileName":"88.pdf","mediaType":"application/pdf"}""",
            System.Text.RegularExpressions.Regex.Unescape(Higher.ToJson()));
    }

    [Fact]
    public void Counts_are_kept_as_text_and_nothing_counted_is_no_text()
    {
        Assert.Null(QuantitiesText.Of(new Dictionary<CaseQuantity, long>()));
        var text = QuantitiesText.Of(new Dictionary<CaseQuantity, long> { [CaseQuantity.FreeReceipts] = 7, [CaseQuantity.Child] = 2 });
        Assert.Equal("""{"free_receipts":7,"child":2}""", text);
        var read = QuantitiesText.Read(text).Select(pair => (pair.Key, pair.Value)).Order();
        Assert.Equal([(CaseQuantity.Child, 2L), (CaseQuantity.FreeReceipts, 7L)], read);
        Assert.Empty(QuantitiesText.Read(null));
    }

    [Fact]
    public void What_the_books_know_counts_before_what_was_typed()
    {
        var line = Meals.ToLine().Value;
        var known = new ChildFacts("Q106", "Tam Đường", false, Norms.Norms.Poor with
        {
            Quantities = new Dictionary<CaseQuantity, long> { [CaseQuantity.Day] = 1, [CaseQuantity.FreeReceipts] = 9 },
        });
        Assert.Equal(
            [(CaseQuantity.Day, 1L), (CaseQuantity.Fare, 20_000L), (CaseQuantity.FreeReceipts, 9L)],
            line.With(known).Quantities.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Same(line, line.With(known with { Facts = Norms.Norms.Poor }));
    }

    [Fact]
    public void Papers_are_judged_by_the_names_of_the_norm_and_those_after_the_payment_may_lack()
    {
        var judged = Judge(new(" Dự toán ", File), new("Đơn đề nghị", File), new("", File)).Value;
        Assert.Equal(["Dự toán", "Đơn đề nghị", ""], judged.Select(paper => paper.Name));
        Assert.All(judged, paper => Assert.Equal("application/pdf", paper.MediaType));
        Assert.Equal(new PapersMissing(2, "Dự toán; Đơn đề nghị"), Judge(new AttachedPaper("", File)).Error);
        Assert.Equal(new PapersMissing(1, "Dự toán"), Judge(new AttachedPaper("Đơn đề nghị", File)).Error);
        Assert.Equal(new PaperNotOfNorm("Ảnh chụp"), Judge(new AttachedPaper("Ảnh chụp", File)).Error);
        Assert.Equal(new PaperUnusable("Dự toán"), Judge(new AttachedPaper("Dự toán", [.. "MZ"u8])).Error);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Twenty_papers_go_with_a_request(int papers, bool isEnough)
    {
        AttachedPaper[] all = [new("Dự toán", File), .. Enumerable.Repeat(new AttachedPaper("Đơn đề nghị", File), papers - 1)];
        Assert.Equal(isEnough ? null : new TooManyPapers(20), Judge(all).Error);
    }

    [Fact]
    public void A_form_with_a_part_of_the_list_keeps_what_was_said_of_the_others()
    {
        var kept = Fields(["A", "B", "C"], ("A", "1"), ("B", "2"), ("D", "4"));
        var sent = Fields(["B"], ("B", "20"), ("E", "5"));
        var all = GiftFields.Over(sent, kept);
        Assert.Equal(["A", "C", "B"], all["Chosen"]);
        var amounts = all.Where(field => field.Key != "Chosen").Select(field => $"{field.Key}={field.Value[0]}");
        Assert.Equal(["Amount-A=1", "Amount-B=20", "Amount-E=5"], amounts.Order(StringComparer.Ordinal));
        Assert.Equal(["B"], GiftFields.Over(sent, Fields([]))["Chosen"]);
        Assert.Equal(["A", "B", "C"], GiftFields.Over(new Dictionary<string, string[]>(), kept)["Chosen"]);
    }

    private static Result<IReadOnlyList<JudgedPaper>> Judge(params AttachedPaper[] papers) => PaperRules.Judge(papers, [Heart]);

    private static Dictionary<string, string[]> Fields(string[] chosen, params (string Code, string Amount)[] amounts) =>
        new(amounts.Select(line => KeyValuePair.Create<string, string[]>($"Amount-{line.Code}", [line.Amount]))) { ["Chosen"] = chosen };
}

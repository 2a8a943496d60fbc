using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Norms;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Walkthroughs;

/// <summary>The whole way of a donation; what is written here is docs/walkthrough.md.</summary>
public sealed class DonationToStatementTests(Ledger ledger) : IClassFixture<Ledger>
{
    private readonly Story story = new(ledger);

    [Fact]
    public async Task The_walkthrough_is_what_happens()
    {
        story.Says(
            "# Từ khoản đóng góp đến báo cáo thu chi · From a donation to the statement",
            "Trang này do phép thử `DonationToStatementTests` viết ra khi chạy chương trình trên PostgreSQL thật; số liệu là số liệu thử. "
            + "Sổ **TC** là sổ tài chính, sổ **CK** là sổ cam kết chi. Số tiền tính bằng đồng; số âm là ghi số âm (ghi đỏ).",
            "This page is written by the test `DonationToStatementTests` while it runs the program on a real PostgreSQL; "
            + "the figures are test figures. Book **TC** is the financial book, book **CK** the book of commitments. "
            + "Amounts are in đồng; a negative amount is written in red.");
        await MoneyComesInAsync();
        var children = await ledger.Given.Children(3, "poor");
        await TooMuchIsRefusedAsync(children);
        var request = await GiftsAreRequestedAsync(children);
        await AnotherPersonApprovesAsync(request);
        await AThirdPersonPaysAsync(request);
        await OneChildIsReversedAsync();
        await TheAuditorReadsTheStatementAsync();
        await Documented.MatchesAsync("walkthrough.md", story.ToString().TrimEnd() + "\n");
    }

    private async Task MoneyComesInAsync()
    {
        ledger.Clock.Today = new LocalDate(2021, 1, 11);
        story.Says(
            "## 1. Nhận tiền vào nguồn · Money comes into a pool",
            "Kế toán mở một nguồn chỉ dùng cho quà Tết rồi ghi phiếu thu. · "
            + "The accountant opens a pool for Tết gifts only and records a receipt.");
        await story.Does(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), "TET", "Tài trợ quà Tết", "Tết gifts", "donation")
        {
            SupportKinds = ["holiday_gift"], Occasions = ["tet"],
        });
        await story.Does(TamDuong.Accountant, new RecordReceipt(
            Given.Fund, Guid.NewGuid(), "TET", new Money(5_000_000), ledger.Clock.Today, "cash", "Công ty Chè Tam Đường")
        {
            DonorKind = "organisation",
        });
        await story.TellBalancesAsync();
    }

    private async Task TooMuchIsRefusedAsync(string[] children)
    {
        story.Says(
            "## 2. Vượt định mức bị từ chối · Above the norm is refused",
            "Nhiều hơn định mức 1 đồng cũng bị từ chối, kèm căn cứ. · One đồng above the norm is refused, with the citation.");
        var refusal = await story.IsRefused(TamDuong.Accountant, Request(new GiftLine(children[0], new Money(300_001))));
        Assert.IsType<NormExceeded>(Assert.IsType<LineRefused>(refusal).Why);
    }

    private async Task<long> GiftsAreRequestedAsync(string[] children)
    {
        story.Says(
            "## 3. Đề nghị và cam kết chi · Request and commitment",
            "Đề nghị giữ chỗ trong nguồn: tiền chưa đi nhưng không còn được chi cho việc khác. · "
            + "The request reserves money in the pool: it has not left, but it is no longer available for anything else.");
        var requested = await story.Does(TamDuong.Accountant, Request([.. children.Select(code => new GiftLine(code))]));
        await story.TellBalancesAsync();
        story.Says("Không ai được tặng hai lần trong một dịp. · Nobody is given twice on one occasion.");
        var refusal = await story.IsRefused(TamDuong.Accountant, Request(new GiftLine(children[0])));
        Assert.IsType<FrequencyUsedUp>(Assert.IsType<LineRefused>(refusal).Why);
        return requested.Id;
    }

    private async Task AnotherPersonApprovesAsync(long id)
    {
        story.Says(
            "## 4. Người khác phê duyệt · Another person approves",
            "Người đề nghị không được tự phê duyệt, kể cả bằng tài khoản thứ hai. · "
            + "Who asked does not approve, not even under a second account.");
        var seen = await ledger.Given.ContentHash(id);
        var refusal = await story.IsRefused(TamDuong.AccountantsOtherAccount,
            new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, seen, true));
        Assert.IsType<ApproverIsRequester>(refusal);
        await story.Does(TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, seen, true));
    }

    private async Task AThirdPersonPaysAsync(long id)
    {
        story.Says(
            "## 5. Thủ quỹ chi tiền · The cashier pays",
            "Một phiếu chi, mỗi trẻ một bút toán; cam kết chi được giải tỏa. · "
            + "One voucher, one entry per child; the commitment is released.");
        await story.Does(TamDuong.Cashier, ledger.Given.Payment(id));
        await story.TellBalancesAsync();
    }

    private async Task OneChildIsReversedAsync()
    {
        ledger.Clock.Today = new LocalDate(2021, 1, 12);
        story.Says(
            "## 6. Đảo bút toán chi nhầm · A wrong payment is reversed",
            "Không sửa, không xóa: bút toán mới ghi số âm, có chứng từ riêng. · "
            + "Nothing is edited or deleted: a new entry in red, under a voucher of its own.");
        await story.Does(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), 3, ledger.Clock.Today, "cash", "Chi nhầm trẻ, đã thu hồi"));
        await story.TellBalancesAsync();
        Assert.IsType<AlreadyReversed>(await story.IsRefused(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), 3, ledger.Clock.Today, "cash", "Chi nhầm trẻ, đã thu hồi")));
    }

    private async Task TheAuditorReadsTheStatementAsync()
    {
        ledger.Clock.Today = new LocalDate(2021, 2, 1);
        story.Says(
            "## 7. Báo cáo thu chi · The statement",
            "Kiểm toán viên đọc báo cáo của tháng: đầu kỳ + thu − chi = cuối kỳ, đúng đến từng đồng. · "
            + "The auditor reads the statement of the month: opening + in − out = closing, to the đồng.");
        await story.TellStatementAsync(
            TamDuong.Auditor, new GetFundStatement(Given.Fund, new LocalDate(2021, 1, 1), new LocalDate(2021, 1, 31)));
    }

    private static RequestHolidayGifts Request(params GiftLine[] lines) => new(Given.Fund, Guid.NewGuid(), "TET", "tet", 2021, lines)
    {
        Papers = SamplePapers.Of("D-01"),
    };
}

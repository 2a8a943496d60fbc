using FundLedger.Domain.Text;
using FundLedger.Features.Notices;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What a notice says, where it leads, and what is next.</summary>
public sealed class NoticeWordsTests
{
    [Theory]
    [InlineData("disbursement", 7, "/disbursements/Q106/7")]
    [InlineData("payment", 7, "/payments/Q106/7")]
    [InlineData("transfer", 7, "/transfers/Q106/7")]
    [InlineData("adjustment", 7, "/ledger/adjustments/Q106/7")]
    [InlineData("report", 7, "/reports/calendar")]
    [InlineData("year_plan", 7, "/reports/plan?plan=7")]
    [InlineData("period", 202101, "/periods")]
    [InlineData("norm", 7, "/norms?decision=7")]
    [InlineData("ladder", 7, "/approvals/ladder")]
    [InlineData("delegation", 7, "/approvals/ladder")]
    [InlineData("goods_loss", 7, "/goods/losses")]
    [InlineData("identity", 7, "/cases")]
    [InlineData("finding", 7, "/audit/findings/7")]
    [InlineData("check", 7, "/audit/checks?run=7")]
    [InlineData("khác", 7, "/notices")]
    public void A_notice_leads_to_where_one_acts(string subject, long number, string address) =>
        Assert.Equal(address, NoticeWords.AddressOf("Q106", subject, number));

    [Fact]
    public void A_notice_names_its_paper_by_its_number_and_a_month_by_its_name()
    {
        Assert.Equal(new Wording("Đề nghị chi số 1207 vừa được lập", "Request 1207 was made"), NoticeWords.Of("disbursement", "requested", 1207));
        Assert.Equal(new Wording("Tháng 01/2021 đang được khóa sổ", "Month 01/2021 is being closed"), NoticeWords.Of("period", "closing", 202101));
        Assert.Equal("Tháng 12/2021 đã được mở lại", NoticeWords.Of("period", "reopened", 202112).Vi);
        Assert.Throws<KeyNotFoundException>(() => NoticeWords.Of("disbursement", "khác", 1));
        Assert.Contains(("payment", "overdue"), NoticeWords.Known);
    }

    [Fact]
    public void A_state_says_what_is_next_and_an_unknown_one_that_nothing_is()
    {
        Assert.Equal("Thủ quỹ gửi lệnh chi đi.", NextWords.Of("payment", "prepared").Vi);
        Assert.Equal(new Wording("Không còn bước nào.", "Nothing more is to be done."), NextWords.Of("payment", "khác"));
        Assert.Contains(("period", "reopening"), NextWords.Known);
    }
}

using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;

namespace FundLedger.UnitTests.Payments;

/// <summary>The words in which banks answer. To take a payment for failed that was made would pay it twice.</summary>
public sealed class BankStatusTests
{
    [Theory]
    [InlineData("Thành công")]
    [InlineData("THÀNH CÔNG")]
    [InlineData("Đã chuyển")]
    [InlineData("Chuyển khoản thành công")]
    [InlineData("Giao dịch hoàn thành.")]
    [InlineData("Đã chi/OK")]
    [InlineData("Successful")]
    [InlineData("PAID")]
    public void It_was_paid(string text) => Assert.Equal(PaymentOutcome.Paid, BankStatus.Of(text));

    [Theory]
    [InlineData("Thất bại")]
    [InlineData("Không thành công")]
    [InlineData("Lỗi: sai số tài khoản")]
    [InlineData("Đã hủy")]
    [InlineData("Huỷ lệnh chuyển")]
    [InlineData("Ngân hàng từ chối")]
    [InlineData("Chuyển trả lại")]
    [InlineData("không")]
    [InlineData("Unsuccessful")]
    [InlineData("Rejected (E12)")]
    public void It_failed(string text) => Assert.Equal(PaymentOutcome.Failed, BankStatus.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("Chuyển khoản")]
    [InlineData("Chưa thành công")]
    [InlineData("Đang chuyển, chờ xử lý")]
    [InlineData("Pending")]
    [InlineData("Không có lỗi, thành công")]
    [InlineData("Thành công, sau đó trả lại")]
    [InlineData("Loinhuan")]
    public void A_person_has_to_look(string text) => Assert.Null(BankStatus.Of(text));
}

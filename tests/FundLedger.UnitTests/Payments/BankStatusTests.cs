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
    [InlineData("Đã chuyển tiền")]
    [InlineData("Chuyển khoản thành công")]
    [InlineData("Giao dịch hoàn thành.")]
    [InlineData("Đã thanh toán")]
    [InlineData("Thanh toán thành công")]
    [InlineData("Đã chi/OK")]
    [InlineData("Successful")]
    [InlineData("Transfer completed")]
    [InlineData("PAID")]
    public void It_was_paid(string text) => Assert.Equal(PaymentOutcome.Paid, BankStatus.Of(text));

    [Theory]
    [InlineData("Thất bại")]
    [InlineData("Không thành công")]
    [InlineData("Không thành công, không thành công")]
    [InlineData("Không thành công do tài khoản không tồn tại")]
    [InlineData("Không hoàn thành")]
    [InlineData("Đã hủy")]
    [InlineData("Huỷ lệnh chuyển")]
    [InlineData("Ngân hàng từ chối")]
    [InlineData("Chuyển trả lại")]
    [InlineData("Đã chuyển hoàn")]
    [InlineData("Đã chuyển trả")]
    [InlineData("Unsuccessful")]
    [InlineData("Rejected (E12)")]
    [InlineData("Canceled")]
    public void It_failed(string text) => Assert.Equal(PaymentOutcome.Failed, BankStatus.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("không")]
    [InlineData("Lỗi kết nối")]
    [InlineData("Lỗi: hết thời gian chờ")]
    [InlineData("Không xác định")]
    [InlineData("Không nhận được phản hồi")]
    [InlineData("Thất bại, chưa rõ")]
    [InlineData("Mã lỗi 00")]
    [InlineData("Chuyển khoản")]
    [InlineData("Chưa thành công")]
    [InlineData("Ko thành công")]
    [InlineData("Not successful")]
    [InlineData("Could not be completed")]
    [InlineData("Paid: No")]
    [InlineData("Partially paid")]
    [InlineData("Đang chuyển")]
    [InlineData("Thành công, chờ ngân hàng hưởng ghi có")]
    [InlineData("Chờ hoàn trả")]
    [InlineData("Sẽ hoàn thành")]
    [InlineData("Tiếp nhận thành công")]
    [InlineData("Tạo lệnh thành công")]
    [InlineData("Lệnh chuyển thành công")]
    [InlineData("Đã chuyển tra soát")]
    [InlineData("Đã chuyển ngân hàng xử lý")]
    [InlineData("Pending")]
    [InlineData("Không có lỗi, thành công")]
    [InlineData("Thành công, đã hoàn tiền")]
    [InlineData("Paid, reversed")]
    [InlineData("Loinhuan")]
    public void A_person_has_to_look(string text) => Assert.Null(BankStatus.Of(text));
}

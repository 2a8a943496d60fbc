using FundLedger.Domain.Audits;
using FundLedger.Domain.Text;
using FundLedger.Features.Findings;
using FundLedger.Features.Samples;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What auditors heard and found: as it is kept, as it is shown, and where it leads.</summary>
public sealed class AuditCodesTests
{
    [Theory]
    [InlineData(SampleResult.Received, "received", "Đã nhận đủ", "Received in full")]
    [InlineData(SampleResult.Lacking, "short", "Nhận thiếu", "Short by")]
    [InlineData(SampleResult.NotReceived, "not_received", "Chưa nhận", "Not received")]
    [InlineData(SampleResult.NotFound, "not_found", "Không gặp được ai để hỏi", "Nobody could be asked")]
    public void A_result_has_its_code_and_its_words(SampleResult result, string code, string vi, string en)
    {
        Assert.Equal((code, new Wording(vi, en)), (SampleWords.CodeOf(result), SampleWords.Of(result)));
        Assert.Equal(result, SampleWords.Read(code));
        Assert.Equal(result, new SampledLine { ResultCode = code }.Result);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Received")]
    [InlineData("lost")]
    public void No_result_is_read_out_of_another_word(string? code) =>
        Assert.Equal((null, null), (SampleWords.Read(code), new SampledLine { ResultCode = code }.Result));

    [Theory]
    [InlineData("statement", "Sao kê", "Statement", "/verify/Q106-20210101%2FV1")]
    [InlineData("voucher", "Chứng từ", "Voucher", "/vouchers/Q106/Q106-20210101%2FV1")]
    [InlineData("request", "Đề nghị chi", "Request", "/disbursements/Q106/Q106-20210101%2FV1")]
    [InlineData("sample", "Mẫu kiểm tra", "Sample", "/audit/samples/Q106-20210101")]
    [InlineData("other", "Việc khác", "Other", null)]
    public void What_a_finding_is_about_has_its_words_and_its_page(string subject, string vi, string en, string? address)
    {
        Assert.Equal(new Wording(vi, en), FindingWords.SubjectOf(subject));
        Assert.Equal(address, FindingWords.AddressOf("Q106", subject, "Q106-20210101/V1"));
    }

    [Theory]
    [InlineData("open", FindingState.Open, "Chờ quỹ trả lời", "Waits for the fund")]
    [InlineData("answered", FindingState.Answered, "Chờ kiểm toán viên xem", "Waits for the auditor")]
    [InlineData("accepted", FindingState.Accepted, "Đã chấp nhận", "Accepted")]
    [InlineData("returned", FindingState.Open, "Chờ quỹ trả lời", "Waits for the fund")]
    public void A_state_is_read_and_told(string word, FindingState state, string vi, string en)
    {
        Assert.Equal((state, state), (FindingLoad.StateOf(word), new ListedFinding { StateWord = word }.State));
        Assert.Equal(new Wording(vi, en), FindingWords.StateOf(state));
    }

    [Theory]
    [InlineData("123456789", true)]
    [InlineData("1234567890", false)]
    [InlineData("  12345678  ", true)]
    [InlineData("", true)]
    public void What_is_said_has_so_many_signs_at_least(string said, bool isOutside) =>
        Assert.Equal(isOutside ? new FindingTextOutside(10, 2000) : null, FindingTextOutside.In(said, 10));

    [Fact]
    public void What_is_said_has_two_thousand_signs_at_most()
    {
        Assert.Null(FindingTextOutside.In(new string('x', 2000), 5));
        Assert.Equal(new FindingTextOutside(5, 2000), FindingTextOutside.In(new string('x', 2001), 5));
    }
}

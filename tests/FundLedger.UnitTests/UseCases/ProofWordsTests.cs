using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Statements;

namespace FundLedger.UnitTests.UseCases;

public sealed class ProofWordsTests
{
    private static readonly (Wording Words, string Vi, string En)[] Expected =
    [
        (ProofWords.TooMany(7), "Có nhiều bản ghi hơn 7 bản ghi mà bằng chứng nêu.", "There are more records than the 7 that the proof names."),
        (ProofWords.Missing(8), "Thiếu bản ghi 8.", "Record 8 is missing."),
        (ProofWords.OtherNumber(3, 4), "Bản ghi 3 tự ghi là số 4.", "Record 3 says that it is number 4."),
        (ProofWords.OtherVersion(3, 9), "Bản ghi 3 thuộc phiên bản băm 9, chương trình này chưa biết.", "Record 3 is of hash version 9, not known here."),
        (ProofWords.PostingsMissing("financial/5"), "Bút toán financial/5 thiếu dòng định khoản.", "Entry financial/5 has not all its postings."),
        (ProofWords.TransferMissing(5), "Bút toán 5 chuyển tiền mà không có phiếu chuyển nguồn.", "Entry 5 moves money without a transfer."),
        (
            ProofWords.NotClosed(6), "Bản ghi 6 không phải lần khóa sổ, nhưng sao kê ghi sổ đã khóa.",
            "Record 6 is no closing, but the statement says that the books are closed."),
        (ProofWords.OtherSeal(6), "Bản ghi 6 có mã băm khác niêm phong của sao kê.", "Record 6 has another hash than the statement's seal."),
        (ProofWords.OtherFund(6), "Điểm đối chiếu 6 thuộc quỹ khác.", "Checkpoint 6 is of another fund."),
        (ProofWords.OtherHash(6), "Bản ghi 6 có mã băm khác mã đã ký.", "Record 6 has another hash than was signed."),
        (ProofWords.OtherBalances(6), "Số dư sau bản ghi 6 khác số dư đã ký.", "The balances after record 6 are others than were signed."),
        (ProofWords.OtherTerms("fund", "Q106"), "Thuyết minh của quỹ Q106 không phải bản đã niêm phong.", "The terms of fund Q106 are not the sealed ones."),
        (ProofWords.OtherTerms("pool", "2"), "Thuyết minh của nguồn 2 không phải bản đã niêm phong.", "The terms of pool 2 are not the sealed ones."),
        (
            ProofWords.OtherTerms("transfer", "1"), "Thuyết minh của phiếu chuyển nguồn 1 không phải bản đã niêm phong.",
            "The terms of transfer 1 are not the sealed ones."),
        (
            ProofWords.OfCheckpoint(9, "key", "00ff"), "Điểm đối chiếu 9 được ký bằng khóa khác (00ff) với khóa đã cho.",
            "Checkpoint 9 is signed by another key (00ff) than the one given."),
        (ProofWords.OfCheckpoint(9, "signature", "00ff"), "Chữ ký của điểm đối chiếu 9 không đúng.", "The signature of checkpoint 9 does not hold."),
        (ProofWords.OfCheckpoint(9, "tree_head", "00ff"), "Gốc cây băm của điểm đối chiếu 9 không đúng.", "The tree_head of checkpoint 9 does not hold."),
        (
            ProofWords.OfEntry("financial/5", new EntryUnbalanced(2, -7)), "Bút toán financial/5: Nợ và có của nguồn số 2 lệch nhau -7 đồng.",
            "Entry financial/5: Debits and credits of pool 2 differ by -7."),
        (ProofWords.Of(new InvalidDataException("cut")), "Nội dung của gói bị hỏng.", "cut"),
        (ProofWords.Of(new UnusableContentException("hỏng", "broken")), "hỏng", "broken"),
    ];

    private static readonly (Error Broken, string Vi)[] Rules =
    [
        (new StatementDoesNotAddUp("closing", new Money(5), new Money(6)), "Số liệu không khớp: closing là 6, các số khác cho 5."),
        (new TooFewPostings(1), "Bút toán cần ít nhất hai dòng, không phải 1."),
        (new PostingOfNothing(3), "Dòng 3 của bút toán không có số tiền."),
        (new NegativeOutsideReversal(2, new Money(-4)), "Dòng 2 là (4); chỉ bút toán đảo mới ghi số âm."),
        (new EntryWordUnknown("kind", "gift"), "Bút toán có từ không hợp lệ: “gift”."),
        (new DocumentMissing("voucher"), "Không có chứng từ làm căn cứ cho bút toán: voucher."),
        (new StatementEndsBeforeItStarts(new(2021, 2, 1), new(2021, 1, 1)), "A statement from"),
    ];

    [Fact]
    public void What_is_wrong_with_a_proof_is_said_in_both_languages() =>
        Assert.All(Expected, one => Assert.Equal((one.Vi, one.En), (one.Words.Vi, one.Words.En)));

    [Fact]
    public void A_broken_rule_is_said_in_Vietnamese_with_its_figures_and_in_English_as_it_says_itself() => Assert.All(Rules, one =>
    {
        Assert.StartsWith(one.Vi, ProofWords.Of(one.Broken).Vi, StringComparison.Ordinal);
        Assert.Equal(one.Broken.Message, ProofWords.Of(one.Broken).En);
    });

    [Fact]
    public void A_fault_of_the_program_is_no_damage_of_a_package()
    {
        Assert.True(ProofWords.IsDamage(new InvalidDataException()));
        Assert.True(ProofWords.IsDamage(new UnusableContentException("hỏng", "broken")));
        Assert.False(ProofWords.IsDamage(new InvalidOperationException()));
    }
}

using FundLedger.Domain.Text;
using FundLedger.Features.Children;
using FundLedger.Features.Imports;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What becomes of the rows of a file of children, beside each other and beside the register.</summary>
public sealed class ChildrenJudgeTests
{
    private static readonly Identity Lan = new("Lò Thị Lan", new LocalDate(2016, 6, 5), "Lò Văn Páo", "bố");

    [Fact]
    public void A_row_with_a_flaw_is_bad_and_a_row_of_a_new_child_is_good_with_all_that_it_says()
    {
        var judged = Judged(Register(), ["birthDate=31/31/2016"], []);
        Assert.Equal((RowState.Bad, null, null), (judged[0].State, judged[0].Content, judged[0].Match));
        Assert.Equal((RowState.Good, "Lò Thị Lan"), (judged[1].State, Assert.IsType<ReadChild>(judged[1].Content).Identity.FullName));
    }

    [Fact]
    public void A_child_of_the_register_is_in_already_as_often_as_the_file_has_it()
    {
        var judged = Judged(Register(Lan), [], ["household=Nhà 1"], ["fullName=Vàng A Sinh", "guardianName=Vàng A Tủa"]);
        Assert.Equal([RowState.AlreadyIn, RowState.AlreadyIn, RowState.Good], judged.Select(one => one.State));
        Assert.Null(judged[0].Content);
    }

    [Fact]
    public void A_row_that_the_file_has_already_names_the_row()
    {
        var judged = Judged(Register(), [], [], ["guardianName=Người Khác Hẳn"]);
        Assert.Equal([RowState.Good, RowState.Duplicate, RowState.Duplicate], judged.Select(one => one.State));
        Assert.Equal((2, null), (judged[1].Match!.Row, judged[1].Match!.Code));
        Assert.Equal(new Wording("Trùng với dòng 2.", "The same as row 2."), judged[1].Match!.Why);
        Assert.Equal(
            new Wording("Rất giống dòng 2 nhưng không trùng hết.", "Much like row 2, but not in everything."), judged[2].Match!.Why);
    }

    [Fact]
    public void A_row_that_is_much_like_a_child_of_the_register_names_the_child()
    {
        var judged = Assert.Single(Judged(Register(Lan), ["guardianName=Người Khác Hẳn"]));
        Assert.Equal((RowState.Duplicate, null, "TE-000001"), (judged.State, judged.Match!.Row, judged.Match.Code));
        Assert.Equal(
            new Wording(
                "Rất giống trẻ TE-000001 nhưng không trùng hết: hãy xem và đăng ký riêng nếu là hai trẻ.",
                "Much like child TE-000001, but not in everything: look, and register singly if they are two."),
            judged.Match.Why);
    }

    [Fact]
    public void What_the_file_has_already_is_told_before_what_the_register_has()
    {
        var judged = Judged(Register(Lan), ["guardianName=Người Khác Hẳn"], ["guardianName=Người Khác Hẳn"]);
        Assert.Equal(["TE-000001", null], judged.Select(one => one.Match!.Code));
        Assert.Equal([null, 2], judged.Select(one => one.Match!.Row));
    }

    [Fact]
    public void A_row_that_is_rather_like_another_is_good_with_a_warning()
    {
        var rows = ChildRows.Unread([], ["birthDate=2016", "guardianName=Người Khác Hẳn"]);
        var judge = JudgeOf(Register());
        Assert.Equal([RowState.Good, RowState.Good], rows.Select(row => judge.Judge(row).State));
        Assert.Empty(rows[0].Warnings);
        Assert.Equal(new Wording("Họ và tên trẻ: hơi giống dòng 2", "Full name: rather like row 2"), Assert.Single(rows[1].Warnings));
    }

    [Fact]
    public void A_row_that_is_rather_like_a_child_of_the_register_is_good_with_a_warning()
    {
        var row = ChildRows.Unread([["birthDate=2016", "guardianName=Người Khác Hẳn"]])[0];
        Assert.Equal(RowState.Good, JudgeOf(Register(Lan)).Judge(row).State);
        Assert.Equal(
            new Wording("Họ và tên trẻ: hơi giống trẻ TE-000001", "Full name: rather like child TE-000001"), Assert.Single(row.Warnings));
    }

    [Fact]
    public void Once_it_begins_again_the_rows_of_before_are_forgotten_and_the_register_is_not()
    {
        var judge = JudgeOf(Register(Lan with { FullName = "Vàng A Sinh", GuardianName = "Vàng A Tủa" }));
        var rows = ChildRows.Unread([], ["fullName=Vàng A Sinh", "guardianName=Vàng A Tủa"]);
        Assert.Equal([RowState.Good, RowState.AlreadyIn], rows.Select(row => judge.Judge(row).State));
        judge.Again();
        Assert.Equal([RowState.Good, RowState.AlreadyIn], rows.Select(row => judge.Judge(row).State));
        Assert.Equal([RowState.Duplicate, RowState.AlreadyIn], rows.Select(row => judge.Judge(row).State));
    }

    private static KnownChildren Register(params Identity[] children)
    {
        var register = new KnownChildren();
        foreach (var child in children) register.Add(KnownChild.Of(child, "TE-000001", "HO-0007", isSealedCase: false, row: null));
        return register;
    }

    private static List<JudgedRow> Judged(KnownChildren register, params string[][] rows)
    {
        var judge = JudgeOf(register);
        return [.. ChildRows.Unread(rows).Select(judge.Judge)];
    }

    private static ChildrenJudge JudgeOf(KnownChildren register) => new(null!, null!, ChildRows.OneCommune, register, null!, "Q03412");
}

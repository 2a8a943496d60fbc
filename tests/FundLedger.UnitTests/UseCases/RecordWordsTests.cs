using System.Text.RegularExpressions;
using FundLedger.Domain.Text;
using FundLedger.Features.Audit;
using FundLedger.Features.Ledger;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>The first wrong record of a pass is told in the auditor's language, with the names and values as they stand in the books.</summary>
public sealed partial class RecordWordsTests
{
    private static readonly WrongRecord Pool = new("Q106", "pool", "CHUNG", "liquid", "5000000", "5000001");
    private static readonly WrongRecord Donor = new("Q106", "donor", "2", "name and address", "ông a", null);

    public static TheoryData<WrongRecord, string, string> Sentences => new()
    {
        { Pool, "Q106 nguồn CHUNG: số tiền phải là 5000000, lại là 5000001", "Q106 pool CHUNG: liquid must be 5000000, is 5000001" },
        { Donor, "Q106 nhà hảo tâm 2: tên và địa chỉ phải là ông a, lại là trống", "Q106 donor 2: name and address must be ông a, is empty" },
        {
            Donor with { Expected = null, Found = "x" }, "Q106 nhà hảo tâm 2: tên và địa chỉ phải là trống, lại là x",
            "Q106 donor 2: name and address must be empty, is x"
        },
        {
            new("Q106", "entry", "financial/3", "posting 2 amount", "not 0", "0"), "Q106 bút toán financial/3: dòng 2 số tiền phải là khác 0, lại là 0",
            "Q106 entry financial/3: posting 2 amount must be not 0, is 0"
        },
        {
            new("Q106", "entry", "financial/3", "debits less credits of pool 4", "0", "7"),
            "Q106 bút toán financial/3: nợ trừ có của nguồn 4 phải là 0, lại là 7", "Q106 entry financial/3: debits less credits of pool 4 must be 0, is 7"
        },
        {
            new("Q106", "thing", "9", "log_no", "there", null), "Q106 thing 9: log_no phải là có, lại là trống",
            "Q106 thing 9: log_no must be there, is empty"
        },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_wrong_record_is_told_in_both_languages(WrongRecord wrong, string vietnamese, string english) =>
        Assert.Equal(new Wording(vietnamese, english), wrong.Sentence);

    [Fact]
    public void Every_kind_of_record_and_every_subject_of_a_reference_has_its_word()
    {
        var kinds = RecordNamesTests.All.Select(row => row.Data.Item2);
        var subjects = Subject().Matches(ReferenceTerms.ListSql + ReferenceTerms.AuditSql).Select(match => match.Groups[1].Value).ToList();
        Assert.InRange(subjects.Count, 25, 100);
        Assert.All(kinds.Concat(subjects), kind => Assert.True(RecordWords.Knows(kind), kind));
    }

    [GeneratedRegex("SELECT '([a-z_]+)'")]
    private static partial Regex Subject();
}

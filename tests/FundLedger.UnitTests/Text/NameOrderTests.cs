using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class NameOrderTests
{
    [Fact]
    public void Lists_go_by_given_name_then_by_what_stands_between_then_by_family()
    {
        string[] expected =
        [
            "Lò Văn An", "Nguyễn Văn An", "Lò Thị Ánh", "Vàng Thị Ánh", "Giàng A Ân", "Trần Văn Dũng", "Lê Thị Đào", "Hà Văn Lợi",
            "Hà Thị Ngân", "Sùng A Páo",
        ];
        Assert.Equal(expected, expected.Reverse().OrderBy(name => name, NameOrder.Instance));
    }

    // The letters of the alphabet one after another, each a place of its own; in them the tones from level to heavy.
    [Fact]
    public void Letters_count_first_and_tones_break_ties()
    {
        string[] letters = ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô", "ơ", "p", "t", "u", "ư", "v", "y"];
        Assert.Equal(letters, letters.Reverse().OrderBy(name => name, NameOrder.Instance));
        string[] tones = ["ma", "mà", "mả", "mã", "má", "mạ"];
        Assert.Equal(tones, tones.Reverse().OrderBy(name => name, NameOrder.Instance));
        string[] both = ["Má", "Mai", "Mái", "Man", "Mạn", "Mân"];
        Assert.Equal(both, both.Reverse().OrderBy(name => name, NameOrder.Instance));
    }

    [Fact]
    public void A_name_missing_or_of_one_word_has_its_place_too()
    {
        string[] expected = ["", "An", "Lê An", "Lê Văn An"];
        Assert.Equal(expected, expected.Reverse().OrderBy(name => name, NameOrder.Instance));
        Assert.Equal(0, NameOrder.Instance.Compare(null, ""));
    }
}

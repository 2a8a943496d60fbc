using System.Text;
using FundLedger.Features.Imports;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>A file as somebody might send it, and what becomes of it.</summary>
/// <param name="Id">The case of the list of misuse that it belongs to.</param>
internal sealed record ImportCase(string Id, string What, Func<byte[]> File)
{
    /// <summary>The file is turned away for this reason.</summary>
    public Type? Refused { get; init; }

    public int Good { get; init; }

    public int Bad { get; init; }

    public int AlreadyIn { get; init; }

    public int Duplicate { get; init; }

    /// <summary>Words of a flaw, as <c>B2: words</c>.</summary>
    public string? Flaw { get; init; }

    /// <summary>How the first row's cells are said to be read.</summary>
    public string? Read { get; init; }

    /// <summary>Words of a finding about the file.</summary>
    public string? Finding { get; init; }

    /// <summary>Words of a warning of the first row.</summary>
    public string? Warning { get; init; }

    /// <summary>What the person chooses in the mapping step, which this file needs.</summary>
    public Func<ImportView, ImportMapping>? Mapped { get; init; }

    /// <summary>A file that was imported before.</summary>
    public Func<byte[]>? Before { get; init; }

    public override string ToString() => $"{Id} {What}";
}

/// <summary>Rows of children that nobody else in the corpus resembles.</summary>
internal static class SampleChildren
{
    private static readonly string[] Family = ["Lò", "Giàng", "Vàng", "Tẩn", "Sùng", "Hoàng", "Nùng", "Chẻo", "Phàn", "Mùa"];
    private static readonly string[] Middle = ["Văn", "Thị", "A", "Thúy", "Quang", "Minh", "Ngọc", "Xuân", "Hữu", "Khánh"];
    private static readonly string[] Given = ["Pâng", "Dế", "Mỷ", "Sơn", "Hạnh", "Trường", "Quyên", "Bích", "Lâm", "Nguyệt", "Tuyền"];

    public static readonly object?[] Header =
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Nhóm", "Hộ", "Người giám hộ", "Quan hệ", "Số định danh cá nhân"];

    public static string Name(int no) =>
        $"{Family[no % 10]} {Middle[no / 10 % 10]} {Middle[(no / 3) % 10]} {Given[no % 11]} {(char)('A' + (no % 23))}{(char)('a' + (no / 23 % 23))}o";

    public static string Guardian(int no) => $"{Family[(no + 3) % 10]} {Middle[(no + 7) % 10]} {Given[no / 11 % 11]}";

    /// <summary>Born on a day of 2008 to 2020 of its own.</summary>
    public static string Born(int no) => new DateTime(2008, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(no * 11 % 4600)
        .ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A good row; single cells can be replaced by their place, counted from 0 with the number in front.</summary>
    public static object?[] Row(int no, params (int Place, object? Value)[] other)
    {
        object?[] row = [no, Name(no), Born(no), no % 2 == 0 ? "nam" : "nữ", "poor", null, Guardian(no), "mẹ", null];
        foreach (var (place, value) in other) row[place] = value;
        return row;
    }

    public static byte[] File(params object?[][] rows) => SampleWorkbook.Of([Header, .. rows]);

    public static byte[] Csv(Encoding encoding, char separator, params object?[][] rows)
    {
        var text = string.Join("\r\n", new[] { Header }.Concat(rows).Select(row => string.Join(separator, row.Select(cell => $"{cell}"))));
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(encoding.CodePage == 1258 ? TonesApart(text) : text)];
    }

    // That code page has the letters of Vietnamese with their hats and horns, and the tones as signs of their own.
    private static string TonesApart(string text)
    {
        const string Tones = "\u0300\u0301\u0303\u0309\u0323";
        return string.Concat(text.Select(letter =>
        {
            var parts = letter.ToString().Normalize(NormalizationForm.FormD);
            var tones = string.Concat(parts.Where(sign => Tones.Contains(sign, StringComparison.Ordinal)));
            return string.Concat(parts.Except(tones)).Normalize(NormalizationForm.FormC) + tones;
        }));
    }
}

using System.Text.RegularExpressions;

namespace FundLedger.UnitTests.Architecture;

/// <summary>The rules of tidiness that can be seen line by line.</summary>
internal static partial class TextRules
{
    public const int LongestFile = 200;
    public const int LongestCodeLine = 140;

    // A statement that must be refused, or a row of a theory, is read best in one piece.
    public const int LongestTestLine = 160;
    public const int LongestMarkupLine = 200;

    public const string FileTooLong = "file longer than 200 lines";
    public const string LineTooLong = "line too long";
    public const string Region = "region";
    public const string Postponed = "work put off in a comment";
    public const string ForeignPath = "path outside the repository";
    public const string WritesJournal = "writes a journal table: only the functions of the migrations do";

    public static IEnumerable<Breach> Code(string file, string text)
    {
        var lines = Lines(text);
        if (lines.Length > LongestFile) yield return new Breach(file, lines.Length, FileTooLong);
        foreach (var breach in EachLine(file, lines, IsTest(file) ? LongestTestLine : LongestCodeLine).Concat(JournalWrites(file, text))) yield return breach;
        for (var number = 1; number <= lines.Length; number++)
        {
            if (RegionDirective().IsMatch(lines[number - 1])) yield return new Breach(file, number, Region);
            if (PutOff().IsMatch(lines[number - 1])) yield return new Breach(file, number, Postponed);
        }
    }

    public static IEnumerable<Breach> Markup(string file, string text) => EachLine(file, Lines(text), LongestMarkupLine);

    public static IEnumerable<Breach> Prose(string file, string text) => EachLine(file, Lines(text), int.MaxValue);

    private static bool IsTest(string file) => file.StartsWith("tests/", StringComparison.Ordinal);

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    private static IEnumerable<Breach> EachLine(string file, string[] lines, int longest)
    {
        for (var number = 1; number <= lines.Length; number++)
        {
            if (lines[number - 1].TrimEnd('\r').Length > longest) yield return new Breach(file, number, LineTooLong);
            if (Outside().IsMatch(lines[number - 1])) yield return new Breach(file, number, ForeignPath);
        }
    }

    private static IEnumerable<Breach> JournalWrites(string file, string text) => file.StartsWith("src/", StringComparison.Ordinal)
        ? JournalWrite().Matches(text).Select(match => new Breach(file, text[..match.Index].Count(sign => sign == '\n') + 1, WritesJournal))
        : [];

    [GeneratedRegex(@"^\s*#\s*region")]
    private static partial Regex RegionDirective();

    // Written with a class, so that this file does not find itself.
    [GeneratedRegex(@"\b(TOD[O]|FIXM[E]|XX[X])\b")]
    private static partial Regex PutOff();

    [GeneratedRegex(@"/wor[k]/|\.\./share[d]")]
    private static partial Regex Outside();

    [GeneratedRegex("""
        \b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(\s+TABLE)?|MERGE\s+INTO|COPY)\s+(ONLY\s+)?("?\w+"?\.)?
        "?(journal_entries|postings|pool_balances|money_balances|number_series|vouchers)\b
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex JournalWrite();
}

using System.Text.RegularExpressions;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>
/// A small change of the schema as it is in the database now, so that it meets the newest body of a function. What it wants to change must
/// be there exactly once: a mutation that has lost its place is an error, not a survivor.
/// </summary>
internal sealed class Mutation
{
    // Each asks for what is there, as a statement, and for the statement that brings it back.
    private const string FunctionSql = """
        SELECT pg_get_functiondef(p.oid) AS text, pg_get_functiondef(p.oid) AS back
        FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname = @Name
        """;

    private const string ConstraintSql = """
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s NOT VALID', conrelid::regclass, conname, conname,
                pg_get_constraintdef(oid)) AS text,
            format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', conrelid::regclass, conname, conname, pg_get_constraintdef(oid)) AS back
        FROM pg_constraint WHERE conname = @Name AND contype = 'c' AND connamespace = 'public'::regnamespace
        """;

    private const string DroppedConstraintSql = """
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS text,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS back
        FROM pg_constraint WHERE conname = @Name AND connamespace = 'public'::regnamespace
        """;

    private const string DroppedTriggerSql = """
        SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS text,
            CASE tgenabled WHEN 'O' THEN pg_get_triggerdef(oid) END AS back
        FROM pg_trigger WHERE tgname = split_part(@Name, '.', 2) AND tgrelid = split_part(@Name, '.', 1)::regclass
        """;

    private const string PolicySql = """
        SELECT format('ALTER POLICY %I ON %I USING (%s)', policyname, tablename, qual) AS text,
            format('ALTER POLICY %I ON %I USING (%s)', policyname, tablename, qual) AS back
        FROM pg_policies
        WHERE schemaname = 'public' AND tablename = split_part(@Name, '.', 1) AND policyname = split_part(@Name, '.', 2)
        """;

    private const string StatementSql = "SELECT @Name AS text, NULL AS back";

    private readonly string question;
    private readonly string name;
    private readonly Func<string, string> change;

    private Mutation(string question, string name, Func<string, string> change) =>
        (this.question, this.name, this.change) = (question, name, change);

    /// <summary>In the body of a function, <paramref name="from"/> becomes <paramref name="to"/>; white space is all one.</summary>
    public static Mutation Function(string name, string from, string to) => new(FunctionSql, name, text => Replaced(text, from, to));

    /// <summary>In the definition of a CHECK.</summary>
    public static Mutation Check(string name, string from, string to) => new(ConstraintSql, name, text => Replaced(text, from, to));

    public static Mutation NoConstraint(string name) => new(DroppedConstraintSql, name, text => text);

    /// <param name="name">Table and trigger: <c>postings.balanced</c>.</param>
    public static Mutation NoTrigger(string name) => new(DroppedTriggerSql, name, text => text);

    /// <summary>The policy lets everything be seen.</summary>
    /// <param name="name">Table and policy.</param>
    public static Mutation OpenPolicy(string name) =>
        new(PolicySql, name, text => Replaced(text, text[text.IndexOf("USING", StringComparison.Ordinal)..], "USING (true)"));

    /// <summary>A statement that fails by itself when its object is gone; nothing takes it back.</summary>
    public static Mutation Statement(string sql) => new(StatementSql, sql, text => text);

    /// <summary>What makes the change here, and what takes it back; null when that is not known.</summary>
    public async Task<(string Make, string? Back)> StatementsAsync(TestDatabase database)
    {
        var found = await OwnerSql.ListAsync<Definition>(database.Owner, question, new { Name = name }, Ledger.Token);
        return found.Count == 1
            ? (Changed(found[0].Text), found[0].Back)
            : throw new InvalidOperationException($"{name} is there {found.Count} times.");
    }

    private string Changed(string text)
    {
        try
        {
            return change(text);
        }
        catch (InvalidOperationException lost)
        {
            throw new InvalidOperationException($"{name}: {lost.Message}", lost);
        }
    }

    private static string Replaced(string text, string from, string to)
    {
        var pattern = string.Join(@"\s+", Regex.Split(from.Trim(), @"\s+").Select(Regex.Escape));
        var places = Regex.Count(text, pattern);
        if (places != 1) throw new InvalidOperationException($"'{from}' is there {places} times.");
        return Regex.Replace(text, pattern, to.Replace("$", "$$", StringComparison.Ordinal));
    }

    private sealed record Definition(string Text, string? Back);
}

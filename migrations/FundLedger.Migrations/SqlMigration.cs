using FluentMigrator;

namespace FundLedger.Migrations;

/// <summary>
/// A step of the schema. It runs the embedded script of its own name (<c>M202611230900_CreateReference.sql</c>) unchanged, in one
/// transaction, and cannot be undone: a mistake is repaired by the next step.
/// </summary>
public abstract class SqlMigration : ForwardOnlyMigration
{
    public override void Up() => Execute.Sql(Script());

    private string Script()
    {
        var name = GetType().Name + ".sql";
        using var stream = GetType().Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The migration {GetType().Name} has no embedded script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

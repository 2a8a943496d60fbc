using System.Text;
using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>Writes down an institution that may be supported. Its name is sealed and never changed.</summary>
/// <param name="Unit">Code of the fund's unit or of one below it.</param>
/// <param name="Name">3 to 150 characters; once in its unit, whatever its capitals.</param>
public sealed record AddInstitution(string Fund, Guid Key, string Unit, string Name) : ICommand<InstitutionAdded>;

/// <param name="Institution">Its code, e.g. CS-0001.</param>
public sealed record InstitutionAdded(string Institution);

public sealed record InstitutionNameUnusable() : Invalid("The name of an institution has 3 to 150 characters.")
{
    public override string Field => "Name";
}

public sealed record InstitutionUnitUnknown(string Unit) : Invalid($"The fund has no unit '{Unit}'.")
{
    public override string Field => "Unit";
}

public sealed record InstitutionThere(string Institution) : Refused($"{Institution} has this name already.")
{
    public override string Field => "Name";
}

internal sealed class AddInstitutionHandler(Db db, FundLock fundLock) : IRequestHandler<AddInstitution, Result<InstitutionAdded>>
{
    private const string UnitSql = """
        SELECT u.unit_id FROM units u JOIN funds f ON u.unit_id = ANY (units_of_fund(f.fund_id)) WHERE f.code = @Fund AND u.code = @Unit
        """;
    private const string ThereSql = """
        SELECT institution_code FROM institutions
        WHERE unit_id = @UnitId AND lower(name COLLATE "vi-VN-x-icu") = lower(@Name COLLATE "vi-VN-x-icu")
        """;
    private const string AddSql = "SELECT add_institution(@FundId, @UnitId, @Name)";

    public async Task<Result<InstitutionAdded>> Handle(AddInstitution request, CancellationToken cancellationToken)
    {
        var words = request.Name.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words);
        if (name.Length is < 3 or > 150) return new InstitutionNameUnusable();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await db.FindAsync<int?>(UnitSql, request, cancellationToken) is not { } unit) return new InstitutionUnitUnknown(request.Unit);
        var asked = new { fund.FundId, UnitId = unit, Name = name };
        if (await db.FindAsync<string>(ThereSql, asked, cancellationToken) is { } there) return new InstitutionThere(there);
        return new InstitutionAdded(await db.SingleAsync<string>(AddSql, asked, cancellationToken));
    }
}

using FundLedger.Features.Rights;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>All that the matrix of duties says, also what docs/rights.md leaves out.</summary>
public sealed class RightsTests
{
    [Fact]
    public void The_matrix_of_duties() => GoldenFile.Matches("rights", string.Concat(RightsTable.Deeds.Select(Text))
        + string.Concat(RightsTable.OtherFunctions.Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value)}\n"))
        + string.Join('\n', RightsTable.OpenToAll.Select(pair => $"{pair.Key}: {pair.Value}")));

    private static string Text(Deed deed)
    {
        var also = deed.FunctionRoles.Count == 0 ? "" : $" + {string.Join(", ", deed.FunctionRoles)}";
        var (own, door) = (deed.IsOwn ? "; own" : "", deed.IsPlayed ? "" : "; only its door");
        string[] lines =
        [
            $"{deed.Command} ({deed.Function}): {string.Join(", ", deed.Roles)}{also}; {deed.Paper}; else {deed.WrongRole}{own}{door}",
            .. deed.States.Where(state => state != new DeedState("–")).Select(Text),
            .. deed.Hands.Select(hand => $"  not the {hand.Hand}, {hand.State}: {hand.Refusal} {hand.Promise}"), "",
        ];
        return string.Join('\n', lines);
    }

    private static string Text(DeedState state)
    {
        var roles = state.Roles is { } own ? string.Join(", ", own) : "";
        return $"  {state.Name} {(state.Allows ? "✓" : "✗")} {state.Refusal} {state.Promise} {roles}".TrimEnd();
    }
}

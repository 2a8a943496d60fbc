namespace FundLedger.IntegrationTests.Mutants;

/// <summary>One wrong schema: a guard that is missing or says something else, and the tests of which one must fail on it.</summary>
/// <param name="Promise">What no longer holds, in a few words; unique.</param>
internal sealed record SqlMutant(string Promise, Mutation Mutation, params Killer[] Killers)
{
    public override string ToString() => Promise;
}

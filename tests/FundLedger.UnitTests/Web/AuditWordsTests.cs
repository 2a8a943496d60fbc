using System.Reflection;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Web.Pages.Audit;
using Xunit;

namespace FundLedger.UnitTests.Web;

public sealed class AuditWordsTests
{
    private static readonly Assembly Features = Assembly.Load("FundLedger.Features");

    [Fact]
    public void Every_command_that_can_be_refused_has_a_name() => Assert.Empty(
        Features.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ICommand)))
            .Select(type => type.Name).Except(RuleWords.KnownRequests));

    [Fact]
    public void Every_rule_that_refuses_has_a_name() => Assert.Empty(
        new[] { typeof(Money).Assembly, Features }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Refused)) && !type.IsAbstract && !OnlyAnswersQueries(type))
            .Select(ErrorCode.Of).Except(RuleWords.KnownRules));

    // The log keeps the refusals of commands.
    private static bool OnlyAnswersQueries(Type refusal) => refusal.Namespace == "FundLedger.Features.Statements";
}

using System.Text;
using FundLedger.Features.Rights;

namespace FundLedger.IntegrationTests.Rights;

/// <summary>docs/rights.md, written from the table.</summary>
internal static class RightsPaper
{
    private const string Head = """
        # Who may do what

        Written from `src/FundLedger.Features/Rights` by `RightsPaperTests` (`FUNDLEDGER_UPDATE_DOCS=1` writes it anew);
        `RightsMatrixTests` play each row against the database, through the application and around it. What is not written here is
        refused. Roles are held in one fund: in the fund of another commune, and for a user with nothing, the fund is not there
        (**404**), and around the application the promise `actor_has_role` is broken.

        **✓** may. **403** is refused for the role, and recorded. **✗** is refused for the state of the paper, by the code in the
        next column and the promise of the database after it; the promise beside a ✓ says what the function alone would leave
        undone; where there is none beside a ✗, the database has nothing to lose yet. An asterisk: the handler finds that the paper is
        none of this person's before it comes to roles, and says so; of an import and of a hand-out, whatever its state.

        ## By role and state

        | Deed | Paper | State |
        """;

    private const string Hands = """

        ## Hands that must be different persons

        A person with two accounts is one person: each row is tried by every account that the person has with the role. The receiver of
        a payment is a name: that of whoever asked, approved or pays is refused (`receiver-took-part`, `receiver_took_no_part`).

        | Deed | State | Who took part as | Refused by | Promise |
        |---|---|---|---|---|

        """;

    private const string Doors = """

        ## Deeds of which the door is tried

        Their rules are tried in tests of their own; here, that their function lets in these roles and nobody else.

        | Deed | Function | Roles |
        |---|---|---|

        """;

    private const string Functions = """

        ## Functions without a command of their own

        | Function | Roles |
        |---|---|

        """;

    private const string Few = """

        ## A fund with few people

        A request takes three persons at least: one asks, one approves at each step, another pays. What nobody could finish is not
        asked for (`nobody-to-pay`, `step-without-approver`; promises `request_has_a_payer`, `ladder_has_hands`). The overview of the
        fund and the forms for requests say so and name staff of the unit above; the operator gives them a role in this fund:

            fundledger user grant --name thuquy --role Q03412:cashier

        """;

    public static string Write()
    {
        var paper = new StringBuilder(Head.TrimEnd());
        foreach (var role in RightsTable.Roles) paper.Append(FormattableString.Invariant($" {role.Replace('_', ' ')} |"));
        paper.Append(" Refusal | Promise |\n|---|---|---|").Append(string.Concat(Enumerable.Repeat("---|", RightsTable.Roles.Count + 2))).Append('\n');
        foreach (var deed in RightsTable.Deeds.Where(deed => deed.IsPlayed)) Append(paper, deed);
        paper.Append(Hands);
        foreach (var deed in RightsTable.Deeds)
        {
            foreach (var hand in deed.Hands)
            {
                paper.Append(FormattableString.Invariant($"| {deed.Command} | {hand.State} | {hand.Hand} | `{hand.Refusal}` | `{hand.Promise}` |\n"));
            }
        }

        paper.Append(Doors);
        foreach (var deed in RightsTable.Deeds.Where(deed => !deed.IsPlayed))
        {
            paper.Append(FormattableString.Invariant($"| {deed.Command} | `{deed.Function}` | {string.Join(", ", deed.Roles)} |\n"));
        }

        paper.Append(Functions);
        foreach (var (function, roles) in RightsTable.OtherFunctions)
        {
            var whose = roles.Count == 0 ? "no role: the program itself, or who hands out the list" : string.Join(", ", roles);
            paper.Append(FormattableString.Invariant($"| `{function}` | {whose} |\n"));
        }

        foreach (var (function, reason) in RightsTable.OpenToAll)
        {
            paper.Append(FormattableString.Invariant($"| `{function}` | everybody: {reason} |\n"));
        }

        return paper.Append(Few).ToString();
    }

    private static void Append(StringBuilder paper, Deed deed)
    {
        foreach (var state in deed.States)
        {
            paper.Append(FormattableString.Invariant($"| {deed.Command} | {deed.Paper} | {state.Name} |"));
            foreach (var role in RightsTable.Roles) paper.Append(FormattableString.Invariant($" {MarkOf(deed, state, role)} |"));
            paper.Append(state.Refusal is { } code ? FormattableString.Invariant($" `{code}` |") : " |");
            paper.Append(state.Promise is { } promise ? FormattableString.Invariant($" `{promise}` |\n") : " |\n");
        }
    }

    private static string MarkOf(Deed deed, DeedState state, string role)
    {
        var may = deed.RolesIn(state).Contains(role);
        if (deed.IsOwn && !may) return "✗*";
        return !state.Allows ? "✗" : may ? "✓" : deed.WrongRole == "role-missing" ? "403" : "✗*";
    }
}

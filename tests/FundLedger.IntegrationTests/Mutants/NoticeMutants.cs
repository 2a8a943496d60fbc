using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Who must act is told, and what was told stays.</summary>
internal static class NoticeMutants
{
    private static readonly Killer Stays = Of(nameof(NoticeInvariantsTests.A_notice_never_changes_and_is_read_once));

    private static readonly Killer Own = Of(nameof(NoticeInvariantsTests.Nobody_reads_or_sees_the_notices_of_another));

    private static readonly Killer Mails = Of(nameof(NoticeInvariantsTests.Mails_are_taken_and_ended_by_the_program_alone));

    private static readonly Killer Watchers =
        Of(nameof(NoticeInvariantsTests.What_the_checks_find_tells_auditors_and_administrators_in_its_own_transaction));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("notices change", NoTrigger("notices.moves_forward"), Stays),
        new("notices are unread again", Function("notice_moves_forward", "OLD.read_at IS NOT NULL OR", ""), Stays),
        new("one reads the notices of others", Function("read_notices", "AND user_name = acting_user() ", ""), Own),
        new("everybody sees all notices", OpenPolicy("notices.my_own"), Own),
        new("anybody sends mails", Function("require_mailer", "acting_user() <> '(mails)'", "false"), Mails),
        new("addresses with more lines", NoConstraint("mail_address_plain"), Mails),
        new("orders tell nobody", NoTrigger("payment_order_steps.told"),
            Killer.Of<Notices.PaymentNoticeTests>(nameof(Notices.PaymentNoticeTests.A_payment_order_tells_who_sends_it_and_who_looks_for_it))),
        new("nobody is told", NoTrigger("disbursement_events.told"),
            Of(nameof(NoticeInvariantsTests.Each_change_of_state_tells_in_its_own_transaction))),
        new("what the checks find is told to nobody", NoTrigger("check_faults.told"), Watchers),
        new("a broken alarm is told to nobody", NoTrigger("check_runs.told_of_alarm"), Watchers),
        new("administrators are told nothing",
            Function("tell_watchers", "holders_of(p_fund, 'administrator')", "holders_of(p_fund, 'commune_officer')"), Watchers),
    ];

    private static Killer Of(string test) => Killer.Of<NoticeInvariantsTests>(test);
}

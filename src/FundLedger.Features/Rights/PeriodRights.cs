using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Months: closed by one, accepted and reopened by two.</summary>
internal static class PeriodRights
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new("StartClosing", "start_closing", Accountant)
        {
            Paper = "month",
            States =
            [
                new("ended"), new("closing", "closing-already-started", "period_in_its_state"),
                new("closed", "month-not-next", "months_close_in_order"),
            ],
        },
        new("TakeClosingBack", "take_closing_back", Accountant)
        {
            Paper = "month",
            States =
            [
                new("ended", "closing-not-started", "period_in_its_state"), new("closing"),
                new("closed", "closing-not-started", "period_in_its_state"),
            ],
        },
        new("AcceptOpenItems", "accept_open_items", Approver)
        {
            Paper = "month",
            States =
            [
                new("ended", "closing-not-started", "period_in_its_state"), new("closing"),
                new("closed", "closing-not-started", "period_in_its_state"),
            ],
            Hands = [new("requester", "closing", "accepter-is-closer", "accepter_is_not_closer")],
        },
        new("ClosePeriod", "close_period", Accountant)
        {
            // The function alone closes nothing: the statement that the command seals belongs to it.
            Paper = "month",
            States =
            [
                new("ended", null, "closing_has_statement"), new("closing", null, "closing_has_statement"),
                new("closed", "month-not-next", "months_close_in_order"),
            ],
        },
        new("RequestReopening", "request_reopening", Accountant)
        {
            Paper = "month",
            States =
            [
                new("ended", "month-not-reopenable", "last_closed_month_reopens"),
                new("closing", "month-not-reopenable", "last_closed_month_reopens"),
                new("closed"), new("asked", "reopening-already-asked", "reopening_asked_once"),
            ],
        },
        Reopening("ApproveReopening", "approve_reopening"),
        Reopening("RejectReopening", "reject_reopening"),
        new("DecideYearEnd", "decide_year_end", Approver) { IsPlayed = false },
    ];

    private static Deed Reopening(string command, string function) => new(command, function, Approver)
    {
        Paper = "reopening",
        States = [new("asked"), new("decided", "reopening-decided", "reopening_decided_once")],
        Hands = [new("requester", "asked", "reopener-is-requester", "two_persons_reopen")],
    };
}

using FundLedger.Domain;
using FundLedger.Features.Funds;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages;

/// <summary>One queue of the first page.</summary>
/// <param name="Title">Vietnamese key of the heading.</param>
internal sealed record WorkQueue(string Fund, string Title, IReadOnlyList<WorkItem> Items, bool IsMine)
{
    public Money Sum => new(Items.Sum(item => item.Total.Dong));

    public int Children => Items.Sum(item => item.Lines);
}

internal sealed class MyWorkModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public MyWork Work { get; private set; } = new([], [], [], [], [], []);

    public IReadOnlyList<WorkQueue> Queues { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (Me.Fund is null) return Page();
        var work = await Send(new GetMyWork(FundCode));
        if (work.Error is { } error) return Show(error);
        Work = work.Value;
        WorkQueue[] all =
        [
            new(FundCode, Texts.Key("Chờ anh/chị duyệt"), Work.ToApprove, IsMine: true),
            new(FundCode, Texts.Key("Đã duyệt, chờ anh/chị chi"), Work.ToPay, IsMine: true),
            new(FundCode, Texts.Key("Bị từ chối, cần xem lại"), Work.Rejected, IsMine: true),
            new(FundCode, Texts.Key("Đang chờ người khác"), Work.WaitingOnOthers, IsMine: false),
        ];
        Queues = [.. all.Where(queue => queue.Items.Count > 0)];
        return Page();
    }
}

using FundLedger.Features.Books;
using FundLedger.Features.Notices;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Notices;

/// <summary>What one was told, in all funds; each notice opens the page on which one acts.</summary>
internal sealed class IndexModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    /// <summary>unread, or empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Only { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? AfterNo { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool AfterRead { get; set; }

    public NoticePage Notices { get; private set; } = new([], 0, null, null);

    public bool OnlyUnread => Only == "unread";

    public async Task<IActionResult> OnGetAsync()
    {
        var after = AfterNo is { } no ? new NoticePlace(AfterRead, no) : null;
        var found = await Send(new ListNotices(null) { OnlyUnread = OnlyUnread, After = after });
        if (found.Error is { } error) return Show(error);
        Notices = found.Value;
        return Page();
    }

    /// <summary>All of one's notices as a file, noted in each fund that they are of.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!ShownList.Knows(format)) return NotFound();
        var at = HttpContext.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var (all, after) = (new List<Notice>(), (NoticePlace?)null);
        do
        {
            var page = await Send(new ListNotices(null) { OnlyUnread = OnlyUnread, After = after });
            if (page.Error is { } error) return Show(error);
            all.AddRange(page.Value.Items);
            after = page.Value.Next;
        }
        while (after is not null);
        foreach (var fund in all.CountBy(one => one.Fund))
        {
            var narrowed = OnlyUnread ? texts["Chỉ chưa đọc"].Value : texts["Tất cả"].Value;
            var noted = await Send(new NoteExport(fund.Key, Guid.NewGuid(), "notices", narrowed, format!, fund.Value, at));
            if (noted.Error is { } refusal) return Show(refusal);
        }

        return PaperFile.Download(Shown(all).File(FundCode, format!));
    }

    private ShownList Shown(List<Notice> all) => new(
        "notices", texts["Thông báo"], [texts["Thông báo"], texts["Quỹ"], texts["Lúc"], texts["Trạng thái"], texts["Đọc lúc"]],
        [
            .. all.Select(one => (object?[])
            [
                Bilingual.Of(NoticeWords.Of(one.Subject, one.Event, one.SubjectNo)), one.Fund, Screen.Show(one.ToldAt),
                one.MustAct ? texts[one.IsDone ? Texts.Key("việc đã xong") : Texts.Key("chờ anh/chị")].Value : null,
                one.ReadAt is { } read ? Screen.Show(read) : null,
            ]),
        ]);

    /// <summary>Marks it read, chooses its fund and goes to where one acts on it.</summary>
    public async Task<IActionResult> OnPostOpenAsync(string fund, long no, string subject, long number)
    {
        var read = await Send(new ReadNotices(fund, Key, [no]));
        if (read.Error is { } error) return Show(error);
        Response.Cookies.Append(CurrentUser.FundCookie, fund, ChoicesModel.ForAYear);
        return LocalRedirect(NoticeWords.AddressOf(fund, subject, number));
    }

    public async Task<IActionResult> OnPostReadAsync(string fund, long no)
    {
        var read = await Send(new ReadNotices(fund, Key, [no]));
        return read.Error is { } error ? Show(error) : Again();
    }

    // One command for each fund: the books of one are nobody's business in another.
    public async Task<IActionResult> OnPostAllAsync()
    {
        var count = 0;
        foreach (var fund in Me.Funds)
        {
            var read = await Send(new ReadNotices(fund.Code, fund == Me.Fund ? Key : Guid.NewGuid(), null));
            if (read.Error is { } error) return Show(error);
            count += read.Value.Count;
        }

        TempData["Done"] = texts["Đã đánh dấu {0} thông báo là đã đọc.", count].Value;
        return Again();
    }

    public async Task<IActionResult> OnPostMailsAsync(bool wanted)
    {
        var chosen = await Send(new ChooseMails(FundCode, Key, wanted));
        if (chosen.Error is { } error)
        {
            await OnGetAsync();
            return Show(error);
        }

        TempData["Done"] = wanted
            ? texts["Thông báo sẽ được gửi qua thư điện tử."].Value
            : texts["Thông báo không gửi qua thư điện tử nữa."].Value;
        return Again();
    }

    private LocalRedirectResult Again() => LocalRedirect(OnlyUnread ? "/notices?Only=unread" : "/notices");
}

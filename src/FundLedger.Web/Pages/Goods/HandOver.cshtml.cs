using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Goods;
using FundLedger.Features.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Goods;

/// <summary>The goods of a request: issued to an officer, then recorded line by line, the rest back in stock.</summary>
[RequestFormLimits(ValueCountLimit = 20_000)]
internal sealed class HandOverModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string? Receiver { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Numbers of the lines that are ticked.</summary>
    [BindProperty]
    public string[] Lines { get; set; } = [];

    public RequestGoods Goods { get; private set; } = new(new(), []);

    public bool MayIssue => Goods.Head is { MayAct: true, IsApproved: true } && Goods.In("reserved").Count > 0;

    public bool MaySettle => Goods.Head.MayAct && Goods.In("issued").Count > 0;

    public bool IsTicked(int line) => Lines.Contains(line.ToString(CultureInfo.InvariantCulture));

    public string StateOf(string state) => GoodsWords.StateOf(state, texts);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.Funds.Any(fund => fund.Code == Fund && fund.Roles.Overlaps(GoodsModel.Readers))) return NotFound();
        var goods = await Send(new GetRequestGoods(Fund, Id));
        if (goods.Error is { } error) return Show(error);
        Goods = goods.Value;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (await OnGetAsync() is not PageResult) return NotFound();
        return await TakeAsync(Fund, format, () => Task.FromResult<Result<ShownList>>(GoodsLists.OfRequest(Goods, Id, texts)));
    }

    public async Task<IActionResult> OnPostIssueAsync() => await DoneAsync(
        new IssueGoods(Fund, Key, Id, Receiver ?? ""), done => texts["Đã xuất kho theo phiếu {0}.", done.Voucher]);

    public async Task<IActionResult> OnPostSettleAsync() => await DoneAsync(
        new SettleGoods(Fund, Key, Id, Ticked, Note),
        done => done.Voucher is { } back
            ? texts["Đã ghi kết quả: {0} suất đã phát, phần còn lại nhập lại kho theo phiếu {1}.", done.Given, back]
            : texts["Đã ghi kết quả: {0} suất đã phát.", done.Given]);

    public async Task<IActionResult> OnPostReleaseAsync() => await DoneAsync(
        new ReleaseGoods(Fund, Key, Id, Ticked, Note ?? ""), done => texts["Đã bỏ giữ chỗ hiện vật của {0} dòng.", done.Lines]);

    private int[] Ticked => [.. Lines.Select(line => int.TryParse(line, CultureInfo.InvariantCulture, out var no) ? no : -1)];

    private async Task<IActionResult> DoneAsync<T>(IRequest<Result<T>> command, Func<T, LocalizedString> done)
    {
        var answer = await Send(command);
        if (answer.Error is { } error)
        {
            var page = await OnGetAsync();
            return Goods.Rows.Count == 0 ? page : Show(error);
        }

        TempData["Done"] = done(answer.Value).Value;
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"/goods/{Fund}/requests/{Id}"));
    }
}

using System.Globalization;
using System.Text.Json;
using FundLedger.Features.Papers;
using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>What tests of the phone's screen share: a list that is open, phones with a camera, and what they note.</summary>
public abstract class HandoutTest(Site site) : BrowserTest(site)
{
    protected const string DeliveredSql = "SELECT count(*) FROM deliveries";

    protected const string ConflictsSql = "SELECT count(*) FROM delivery_conflicts";

    private const string ApprovedSql = """
        SELECT min(disbursement_id)::text FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND status = 'approved'
        """;

    // A camera that shows what the test holds before it: the browser's own needs a device.
    private const string CameraScript = """
        const shown = document.createElement('canvas');
        [shown.width, shown.height] = [640, 480];
        window.hold = (fields) => {
          const brush = shown.getContext('2d');
          brush.fillStyle = '#ddd';
          brush.fillRect(0, 0, 640, 480);
          const side = 300 / fields.length;
          fields.forEach((row, y) => [...row].forEach((field, x) => {
            brush.fillStyle = field === '1' ? '#111' : '#fff';
            brush.fillRect(170 + x * side, 90 + y * side, side + .5, side + .5);
          }));
          return shown.toDataURL();
        };
        // A camera gives pictures whether or not anything moves.
        setInterval(() => shown.getContext('2d').fillRect(0, 0, 1, 1), 60);
        navigator.mediaDevices.getUserMedia = async () => shown.captureStream(15);
        """;

    // Only the time of day is another one: a whole false clock would also hide which files the page has loaded and must keep.
    private const string ClockScript = """
        const Real = Date;
        let ahead = Real.parse('{started}') - Real.now();
        window.goOn = (milliseconds) => { ahead += milliseconds; };
        window.Date = class extends Real {
          constructor(...given) { if (given.length > 0) super(...given); else super(Real.now() + ahead); }
          static now() { return Real.now() + ahead; }
        };
        """;

    private const string KeptScript = """
        async () => { const all = await indexedDB.databases(); let count = 0;
          for (const { name } of all.filter((one) => one.name.startsWith('handout'))) {
            const base = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
            const notes = base.transaction('notes').objectStore('notes');
            count += await new Promise((done) => { const asked = notes.count(); asked.onsuccess = () => done(asked.result); });
          } return count; }
        """;

    /// <summary>Cash that is paid by list: the cashier opens it and reads the codes from the page.</summary>
    /// <param name="request">Number of an approved request; null for the one that the demo has.</param>
    protected async Task<(string Order, IReadOnlyList<string> Codes)> OpenedAsync(string? request = null)
    {
        var page = await PageOf(DemoUsers.Cashier);
        await page.GotoAsync($"/payments/Q106/new/{request ?? await Site.AskAsync<string>(ApprovedSql)}?Way=cash");
        await page.Button("Lập lệnh chi").ClickAsync();
        await page.Notice().Should().ToContainTextAsync("Đã lập lệnh chi số");
        var order = page.Url.Split('/')[^1];
        await page.GotoAsync($"/handouts/Q106/{order}");
        await page.Button("Lấy mã").ClickAsync();
        await page.Link("Màn hình phát tiền").Should().ToBeVisibleAsync();
        var heads = await page.Locator("tbody th").AllInnerTextsAsync();
        return (order, [.. heads.Select(text => text.Replace(" ", "", StringComparison.Ordinal).Trim())]);
    }

    /// <summary>A phone of the cashier that has opened the list.</summary>
    /// <param name="clock">What its clock shows when it does; null for the browser's own time.</param>
    protected async Task<IPage> PhoneAsync(string order, DateTime? clock = null)
    {
        var phone = await PageOf(DemoUsers.Cashier, width: 360);
        if (clock is { } time)
        {
            var started = time.ToString("O", CultureInfo.InvariantCulture);
            await phone.Context.AddInitScriptAsync(ClockScript.Replace("{started}", started, StringComparison.Ordinal));
        }

        await phone.Context.AddInitScriptAsync(CameraScript);
        await phone.GotoAsync($"/handout/Q106/{order}");
        await phone.Locator("[data-ready]").WaitForAsync();
        return phone;
    }

    /// <summary>Lets time go by on a phone with a clock of its own.</summary>
    protected static Task GoOnAsync(IPage phone, TimeSpan time) =>
        phone.EvaluateAsync("milliseconds => window.goOn(milliseconds)", time.TotalMilliseconds);

    protected static async Task NoteAsync(IPage phone, string code)
    {
        await phone.Field("Mã 8 chữ số").FillAsync(code);
        await phone.Field("Mã 8 chữ số").PressAsync("Enter");
        // Taken, or the page says why not.
        await phone.Locator("[data-problem]:not([hidden]), #Code:placeholder-shown").First.WaitForAsync();
    }

    /// <summary>Holds a paper with this code before the camera; answers its picture.</summary>
    protected static async Task<string> HoldAsync(IPage phone, string text)
    {
        string[] fields = [.. QrPattern.Of(text, 0, 1).Dark.Select(row => string.Concat(row.Select(dark => dark ? '1' : '0')))];
        return (await phone.EvaluateAsync<JsonElement>("fields => window.hold(fields)", fields)).GetString()!;
    }

    /// <summary>How many notes the phone keeps still.</summary>
    protected static Task<int> KeptNotesAsync(IPage phone) => phone.EvaluateAsync<int>(KeptScript);
}

using System.Net.Sockets;
using FundLedger.Features.Notices;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Npgsql;

namespace FundLedger.Web.Mails;

/// <summary>
/// Hands the notices that are due over to the mail server, a few at a time. What fails is tried again later and later, and given up after
/// <see cref="MailRound.MostTries"/>; the standing checks show what does not arrive.
/// </summary>
internal sealed class MailWorker(IServiceScopeFactory scopes, MailSettings settings, ILogger<MailWorker> log) : BackgroundService
{
    private const int Most = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Pause);
        do
        {
            await TryAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Sends all that is due; returns how many were handed over.</summary>
    internal async Task<int> RunOnceAsync(CancellationToken token)
    {
        var handedOver = 0;
        IReadOnlyList<DueMail> due;
        do
        {
            due = await InScopeAsync(round => round.TakeAsync(Most, token));
            if (due.Count > 0) handedOver += await SendAsync(due, token);
        }
        while (due.Count == Most);
        return handedOver;
    }

    // Whatever happens, the next tick tries again.
    private async Task TryAsync(CancellationToken token)
    {
        try
        {
            await RunOnceAsync(token);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            log.LogError("Mails: the outbox could not be read: {Kind}", failure.GetType().Name);
        }
    }

    private async Task<int> SendAsync(IReadOnlyList<DueMail> due, CancellationToken token)
    {
        using var server = new SmtpClient { Timeout = 20_000 };
        var unreachable = await FailureOf(() => ConnectAsync(server, token));
        var handedOver = 0;
        foreach (var mail in due)
        {
            var failure = unreachable ?? await FailureOf(() => server.SendAsync(MailText.Of(mail, settings), token));
            if (failure is null) handedOver++;
            if (await InScopeAsync(round => round.EndAsync(mail, failure, token))) log.LogError("Mails: {Mail} is given up", mail);
            else if (failure is not null) log.LogWarning("Mails: {Mail} is tried again later: {Failure}", mail, failure);
        }

        if (server.IsConnected) await FailureOf(() => server.DisconnectAsync(quit: true, token));
        return handedOver;
    }

    private async Task ConnectAsync(SmtpClient server, CancellationToken token)
    {
        await server.ConnectAsync(settings.Host, settings.Port, settings.Security, token);
        if (settings is not { User: { } user, PasswordFile: { } file }) return;
        await server.AuthenticateAsync(user, (await File.ReadAllTextAsync(file, token)).Trim(), token);
    }

    // The kind and the code only: what a mail server says may name an address.
    private static async Task<string?> FailureOf(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (SmtpCommandException refused)
        {
            return $"refused {(int)refused.StatusCode}";
        }
        catch (Exception failure) when (failure is SmtpProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException
            or AuthenticationException or SslHandshakeException or IOException or SocketException or TimeoutException
            or NotSupportedException or UnauthorizedAccessException)
        {
            return failure.GetType().Name;
        }
    }

    private async Task<T> InScopeAsync<T>(Func<MailRound, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<MailRound>());
    }
}

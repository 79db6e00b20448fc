namespace Serverless.Tuner.Browser.Tests;

/// <summary>What a page may try without anybody's leave. Each script gives, for each try, what the page learned of the answer.</summary>
internal static class Attacks
{
    /// <summary>On the API; its argument has the address of the studies, and the study to start.</summary>
    public const string OnTheApi = Tools + """
        await tell('plain', fetch(api + '?plain', { method: 'POST', credentials: 'include', headers: { 'content-type': 'text/plain' }, body: study }));
        await tell('opaque', fetch(api + '?opaque', { method: 'POST', mode: 'no-cors', credentials: 'include', headers: { 'content-type': 'text/plain' }, body: study }));
        await tell('disguised', fetch(api + '?disguised', { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain;application/json' }, body: study }));
        await tell('untyped', fetch(api + '?untyped', { method: 'POST', mode: 'no-cors', body: new Blob([study]) }));
        await tell('form data', fetch(api + '?form', { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ study }) }));
        await tell('json', fetch(api + '?json', { method: 'POST', headers: { 'content-type': 'application/json' }, body: study }));
        await tell('guess', fetch(api + '?guess', { method: 'POST', headers: { authorization: 'Bearer guess' }, body: study }));
        await tell('delete', fetch(api + '/own?delete', { method: 'DELETE' }));
        await tell('resume', fetch(api + '/own/resume?resume', { method: 'POST', mode: 'no-cors' }));
        await tell('read', fetch(api + '?read'));
        await tell('read with cookies', fetch(api + '?cookies', { credentials: 'include' }));
        await tell('read opaquely', fetch(api + '?blind', { mode: 'no-cors' }));
        navigator.sendBeacon(api + '?beacon', new Blob([study], { type: 'text/plain' }));
        await element('img', { src: api + '?img' });
        await element('script', { src: api + '?script' });
        await element('link', { rel: 'stylesheet', href: api + '?style' });
        await element('iframe', { src: api + '?frame' });
        await post(api + '?posted', study, 'frame');
        return learned;
        }
        """;

    /// <summary>How many requests that makes: a preflight is one by itself, and what would follow it is not sent.</summary>
    public const int OnTheApiRequests = 18;

    /// <summary>On the tables; its argument has the addresses of tables, signed in one way or another, and the row to insert.</summary>
    public const string OnTheTables = Tools + """
        for (const [number, table] of tables.entries()) {
            const insert = { method: 'POST', mode: 'no-cors', credentials: 'include', body: row };
            await tell('disguised ' + number, fetch(table + '&disguised', { ...insert, headers: { 'content-type': 'text/plain;application/json', accept: 'application/json' } }));
            await tell('plain ' + number, fetch(table + '&plain', { ...insert, headers: { 'content-type': 'text/plain', accept: 'application/json' } }));
            await tell('json ' + number, fetch(table + '&json', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: row }));
            await tell('read ' + number, fetch(table + '&read'));
            await element('script', { src: table + '&script' });
            await post(table + '&posted', row, 'frame' + number);
        }
        return learned;
        }
        """;

    /// <summary>How many requests that makes for each table.</summary>
    public const int OnTheTablesRequests = 6;

    private const string Tools = """
        async ({ api, study, tables, row }) => {
        const learned = {};
        const tell = async (name, answer) => {
            try {
                const response = await answer;
                learned[name] = response.type === 'opaque' ? 'opaque' : response.status + ' ' + await response.text();
            } catch {
                learned[name] = 'nothing';
            }
        };
        const element = (name, attributes) => new Promise(done => {
            const made = Object.assign(document.createElement(name), attributes);
            made.onload = made.onerror = done;
            document.body.append(made);
        });
        // A form can send any text: `a=b` with a name that has all of it but the end.
        const post = async (action, text, target) => {
            const loaded = element('iframe', { name: target });
            await loaded;
            const form = Object.assign(document.createElement('form'), { method: 'post', enctype: 'text/plain', action, target });
            form.append(Object.assign(document.createElement('input'), { name: text.replace(/}\s*$/, ',"'), value: '":0}' }));
            document.body.append(form);
            const answered = new Promise(done => document.querySelector(`iframe[name=${target}]`).onload = done);
            form.submit();
            await answered;
        };

        """;
}

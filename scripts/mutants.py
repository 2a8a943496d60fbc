"""Tries the mutants that Stryker made of the use cases; scripts/mutation calls it, docs/mutation.md says why it exists.

    mutants.py STATE PLAIN FOLDER...    STATE: the folder of scripts/mutation; PLAIN: the tests as they are built

All mutants are in one assembly and asleep; a file says which one is awake. The test program is kept between mutants and told over its
own protocol which tests to run. First each test is asked which mutants it passes by; then each mutant meets those tests, the likely ones
first, until one fails.
"""
import collections
import glob
import itertools
import json
import mmap
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid

# Tests that are taken for the mutants of a folder beside those of the same name and the unit tests of use cases.
NEIGHBOURS = {
    'Adjustments': 'Approvals', 'Approvals': 'Disbursements', 'Backup': 'Cli', 'Books': 'Bookkeeping', 'Checkpoints': 'Audit Vault',
    'Audit': 'Checks Vault Periods Transfers Adjustments Payments Goods Reports', 'Checks': 'Audit', 'Children': 'Disbursements Imports', 'Database': 'Setup Backup Cli',
    'Disbursements': 'Approvals Plans Children Norms', 'FeaturesSetup.cs': 'Programs Api Cli', 'Findings': 'Audit', 'Funds': 'Approvals',
    'Goods': 'Sweep', 'Ledger': 'Periods Adjustments Transfers Receipts Journal Disbursements Vouchers', 'Notices': 'Approvals',
    'Packs': 'Statements', 'Papers': 'Vouchers Statements Payments', 'Pipeline': 'Receipts Transfers', 'Receipts': 'Pipeline', 'Rights': 'Api',
    'Samples': 'Audit', 'Setup': 'Norms Cli Notices Audit Programs', 'Statements': 'Periods', 'Vault': 'Children', 'Vouchers': 'Journal',
}
UNIT_FOLDERS = {'UseCases', 'Payments', 'Checks', 'Database', 'Pipeline', 'Papers', 'Reference', 'LunarCalendarTests'}
# Too long to be repeated, or of raw SQL only.
LEFT_OUT = re.compile(r'Measurement|Histories|LargeJournal|FiftyThousand|RandomForgery|StandingServer|LongBook|InvariantsTests$')
LONGEST_TEST = 15  # seconds
BUDGET = float(os.environ.get('MUTATION_BUDGET', '30'))  # seconds for one mutant, after which no further tests are begun
ALIVE = ('Survived', 'NoCoverage')


class Died(Exception):
    """The test program ended."""


class Ended(Exception):
    """Somebody ended the whole trial: nothing that is found now counts."""


class TimedOut(Exception):
    """The tests did not end in time."""


class Program:
    """A test program that waits for orders."""

    started = []
    ending = threading.Event()

    def __init__(self, state, name, server, covers=False):
        self.state, self.name, self.server, self.covers = state, name, server, covers
        self.switch = os.path.join(state, f'awake-{name}')
        self.process, self.epoch, self.messages = None, 0, {}
        Program.started.append(self)
        self.wake(-1)

    def wake(self, mutant):
        mode = 'r+b' if os.path.exists(self.switch) else 'wb'
        with open(self.switch, mode) as file:
            file.write(struct.pack('<i', mutant))

    def start(self):
        self.stop()
        if Program.ending.is_set():
            raise Ended()
        for left in self._files('coverage') + self._files('epoch'):
            os.remove(left)
        with socket.socket() as door:
            door.bind(('127.0.0.1', 0))
            door.listen(1)
            door.settimeout(300)
            env = dict(os.environ, STRYKER_MUTANT_FILE=self.switch, FUNDLEDGER_STANDING_SERVER=self.server, DOTNET_TieredPGO='0')
            if self.covers:
                env.update(STRYKER_COVERAGE_FILE=f'fl-coverage-{self.name}.txt', STRYKER_COVERAGE_EPOCH_FILE=f'fl-epoch-{self.name}.txt')
            order = ['dotnet', 'FundLedger.IntegrationTests.dll', '--server', '--client-port', str(door.getsockname()[1])]
            with open(os.path.join(self.state, f'output-{self.name}'), 'wb') as output:
                self.process = subprocess.Popen(order, cwd=os.path.join(self.state, 'program'), env=env, stdout=output,
                                                stderr=subprocess.STDOUT, start_new_session=True)
            self.line, _ = door.accept()
        self.epoch, self.received, self.asked, self.messages = 0, b'', 0, {}
        self._call('initialize', {'processId': os.getpid(), 'clientInfo': {'name': 'mutants', 'version': '1'},
                                  'capabilities': {'testing': {'debuggerProvider': False}}}, 300)

    def stop(self):
        process, self.process = self.process, None
        if process is None:
            return
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def tests(self):
        return {node['uid']: node for node in self._nodes('testing/discoverTests', {}, 120)}

    def run(self, tests, timeout):
        """The state of each test that ended, by its id; after the first failure no further test is begun."""
        if self.process is None:
            self.start()
        order = {'tests': [{'uid': test, 'display-name': test} for test in tests]}
        nodes = self._nodes('testing/runTests', order, timeout)
        self.messages = {node['uid']: node['error.message'] for node in nodes if node.get('error.message')}
        return {node['uid']: node['execution-state'] for node in nodes if node.get('execution-state') not in (None, 'in-progress')}

    def passed_by(self):
        """The mutants that were passed by since the last question, and those of them that are met once in a program's life."""
        self.epoch += 1
        files = self._files('epoch')
        silent = [file for file in files if not self._answers(file)]
        if len(silent) < len(files):
            # Of programs that a test started and that have ended since: they would be waited for again after each test.
            for file in silent:
                os.remove(file)
        met, once = set(), set()
        for file in self._files('coverage'):
            with open(file, encoding='ascii') as opened:
                halves = (opened.read().strip() + ';').split(';')
            met |= {int(number) for number in halves[0].split(',') if number}
            once |= {int(number) for number in halves[1].split(',') if number}
            os.remove(file)
        return sorted(met), sorted(once)

    def _answers(self, file):
        with open(file, 'r+b') as opened, mmap.mmap(opened.fileno(), 8) as shared:
            shared[0:4] = struct.pack('<i', self.epoch)
            end = time.monotonic() + 10
            while struct.unpack('<i', shared[4:8])[0] != self.epoch:
                if time.monotonic() > end:
                    return False
                time.sleep(0.001)
            return True

    def _files(self, kind):
        return glob.glob(os.path.join(tempfile.gettempdir(), f'fl-{kind}-{self.name}-*'))

    def _nodes(self, method, params, timeout):
        nodes = []

        def told(message):
            if message['method'] == 'testing/testUpdates/tests':
                nodes.extend(change['node'] for change in message['params'].get('changes') or [])

        self._call(method, dict(params, runId=str(uuid.uuid4())), timeout, told)
        return nodes

    def _call(self, method, params, timeout, told=lambda message: None):
        self.asked += 1
        self._send({'jsonrpc': '2.0', 'id': self.asked, 'method': method, 'params': params})
        self.deadline = time.monotonic() + timeout
        while True:
            message = self._receive()
            if 'method' in message and 'id' in message:
                self._send({'jsonrpc': '2.0', 'id': message['id'], 'result': None})
            elif 'method' in message:
                told(message)
            elif message.get('id') == self.asked:
                if 'error' in message:
                    raise Died()
                return

    def _send(self, message):
        body = json.dumps(message).encode()
        try:
            self.line.sendall(b'Content-Length: %d\r\nContent-Type: application/testingplatform\r\n\r\n' % len(body) + body)
        except OSError as broken:
            raise Died() from broken

    def _receive(self):
        while True:
            head = self.received.find(b'\r\n\r\n')
            if head >= 0:
                length = int(re.search(rb'(?i)content-length: *(\d+)', self.received[:head]).group(1))
                if len(self.received) >= head + 4 + length:
                    message = json.loads(self.received[head + 4:head + 4 + length])
                    self.received = self.received[head + 4 + length:]
                    return message
            self._read()

    def _read(self):
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimedOut()
        self.line.settimeout(max(min(left, 5), 0.1))
        try:
            read = self.line.recv(1 << 20)
        except socket.timeout:
            # Whoever holds the program with a signal does not make a mutant slow.
            if self._is_held():
                self.deadline += 6
            return
        except OSError as broken:
            raise Died() from broken
        if not read:
            raise Died()
        self.received += read

    def _is_held(self):
        try:
            with open(f'/proc/{self.process.pid}/stat', encoding='utf-8', errors='replace') as stat:
                return stat.read().rsplit(')', 1)[1].split()[0] == 'T'
        except OSError:
            return False


class Trial:
    """The mutants of some folders, what is known of them and the tests they may meet."""

    def __init__(self, state, server):
        self.state, self.server, self.lock = state, server, threading.Lock()
        self.mutants = read_mutants(os.path.join(state, 'stryker', 'reports', 'mutation-report.json'))
        self.by_id = {mutant['id']: mutant for mutant in self.mutants}
        self.tests = self._kept('tests.json') or self._discover()
        self.coverage = self._kept('coverage.json') or {}
        self.outcomes, self.kills, self.unsound = {}, collections.Counter(), set()
        self.outcomes_file = os.path.join(state, 'outcomes.jsonl')
        if os.path.exists(self.outcomes_file):
            with open(self.outcomes_file, encoding='utf-8') as lines:
                for line in lines:
                    self._learn(json.loads(line))

    def try_folder(self, folder, programs):
        allowed = {test for test in self.tests if self._is_for(test, folder)}
        self._cover([test for test in allowed if test not in self.coverage], programs)
        self.once = {mutant for known in self.coverage.values() for mutant in known['once']}
        self.meeting = collections.defaultdict(list)
        for test in allowed:
            known = self.coverage[test]
            if known['state'] == 'passed' and known['seconds'] < LONGEST_TEST:
                for mutant in known['met']:
                    self.meeting[mutant].append(test)
        self.near = collections.defaultdict(list)
        for mutant in self.mutants:
            if mutant['folder'] == folder:
                self.near[mutant['file']].append(mutant)
        queue = [mutant['id'] for mutant in self.mutants if mutant['folder'] == folder and self._is_open(mutant['id'])]
        self._side_by_side([lambda name=f'try{n}': self._try_all(queue, folder, name) for n in range(programs)])
        return collections.Counter(self.outcomes[mutant['id']]['status'] for mutant in self.mutants
                                   if mutant['folder'] == folder and mutant['id'] in self.outcomes)

    def _is_open(self, mutant):
        if mutant in self.outcomes:
            return 'MUTATION_AGAIN' in os.environ and self.outcomes[mutant]['status'] in ALIVE
        draw = os.environ.get('MUTATION_DRAW', '')
        return random.Random(f'{draw}{mutant}' if draw else mutant).random() < float(os.environ.get('MUTATION_SAMPLE', '1'))

    def _is_for(self, test, folder):
        name = self.tests[test]['location.type']
        _, suite, area = name.split('.')[:3]
        if LEFT_OUT.search(name):
            return False
        if suite == 'UnitTests':
            return area in UNIT_FOLDERS or name.endswith('CutMonthsTests')
        wanted = {folder, *NEIGHBOURS.get(folder, '').split(), *os.environ.get('MUTATION_TESTS', '').split()}
        return area in wanted

    def _discover(self):
        program = Program(self.state, 'list', self.server)
        program.start()
        tests = program.tests()
        program.stop()
        self._keep('tests.json', tests)
        return tests

    def _cover(self, tests, programs):
        tests.sort(key=lambda test: self.tests[test]['location.type'])
        self._side_by_side([lambda name=f'cover{n}': self._cover_some(tests, name) for n in range(programs)])
        self._keep('coverage.json', self.coverage)

    def _cover_some(self, tests, name):
        program = Program(self.state, name, self.server, covers=True)
        while (test := self._next(tests)) is not None:
            started = time.monotonic()
            try:
                states = program.run([test], 90)
                met, once = program.passed_by()
                known = {'state': states.get(test), 'seconds': round(time.monotonic() - started, 2), 'met': met, 'once': once}
            except (Died, TimedOut):
                program.stop()
                if Program.ending.is_set():
                    return
                known = {'state': 'broken', 'seconds': 90, 'met': [], 'once': []}
            if known['state'] not in ('passed', 'skipped'):
                print(f"does not pass here: {self.tests[test]['display-name']}", flush=True)
            with self.lock:
                self.coverage[test] = known
                if len(self.coverage) % 100 == 0:
                    self._keep('coverage.json', self.coverage)
        program.stop()

    def _try_all(self, queue, folder, name):
        program, recent = Program(self.state, name, self.server), []
        while True:
            mutant = self._next(queue)
            if mutant is None or len(recent) == 25:
                if not self._is_sound(program, recent):
                    for killed, _ in recent:
                        self._note({'id': killed, 'status': 'Thrown', 'by': None})
                    with self.lock:
                        # One of them has left something in the program or in its databases: each gets a program of its own.
                        self.once.update(killed for killed, _ in recent)
                        queue.extend(killed for killed, _ in recent)
                recent = []
                if mutant is None and not queue:
                    break
            if mutant is not None:
                outcome = self._try(program, mutant, folder)
                if Program.ending.is_set():
                    return
                self._note(outcome)
                if outcome['status'] == 'Killed' and outcome['by'] in self.tests and not outcome['once']:
                    recent.append((mutant, outcome['by']))
        program.stop()

    def _is_sound(self, program, recent):
        """Whether the tests that killed still pass with no mutant awake: a mutant may have left something in the program's memory."""
        killers = list(dict.fromkeys(test for _, test in recent))
        program.wake(-1)
        if self._all_pass(program, killers):
            return True
        # In a new program one after the other: what fails there fails by itself, and is asked no more.
        program.stop()
        for test in killers:
            if not self._all_pass(program, [test]):
                print(f"fails with no mutant awake, its kills do not count: {self.tests[test]['display-name']}\n"
                      f"    {' '.join(program.messages.get(test, '').split())[:300]}", flush=True)
                with self.lock:
                    self.unsound.add(test)
        return False

    def _all_pass(self, program, tests):
        if not tests:
            return True
        try:
            states = program.run(tests, 120 + 4 * sum(self.coverage[test]['seconds'] for test in tests))
        except (Died, TimedOut):
            program.stop()
            return False
        return all(state in ('passed', 'skipped') for state in states.values())

    def _try(self, program, mutant, folder):
        started, once = time.monotonic(), mutant in self.once
        special = self._special(mutant)
        tests = sorted((test for test in self.meeting[mutant] if test not in self.unsound), key=lambda test: self._rank(test, folder) - 10 * special.get(test, 0))
        if once:
            program.stop()
        status, by, met = self._meet(program, mutant, tests) if tests else ('NoCoverage', None, 0)
        if status == 'Timeout':
            status, by, met = self._meet(program, mutant, tests)
        if once:
            program.stop()
        return {'id': mutant, 'status': status, 'by': by, 'tests': met, 'seconds': round(time.monotonic() - started, 1), 'once': once}

    def _special(self, mutant):
        """How much a test is about these lines: one that alone passes by a mutant nearby is, one of fifty that do is not."""
        here, special = self.by_id[mutant], {}
        for other in self.near[here['file']]:
            tests = self.meeting[other['id']]
            if tests and abs(other['line'] - here['line']) <= 6:
                for test in tests:
                    special[test] = max(special.get(test, 0), 1 / len(tests))
        return special

    def _rank(self, test, folder):
        # Of a unit test nearly all seconds were the start of the program when it was asked.
        near = self.tests[test]['location.type'].split('.')[1:3]
        seconds = 0.1 if near[0] == 'UnitTests' else self.coverage[test]['seconds']
        return 2 * seconds - min(self.kills[test], 5) - (4 if near[0] == 'UnitTests' or near[1] == folder else 0)

    def _meet(self, program, mutant, tests):
        """Killed, Timeout or Survived; by which test; after how many."""
        program.wake(mutant)
        begun, at = time.monotonic(), 0
        for size in itertools.chain((1, 3, 10), itertools.repeat(15)):
            some = tests[at:at + size]
            if not some or time.monotonic() - begun > BUDGET:
                break
            at += len(some)
            try:
                states = program.run(some, 15 + 4 * sum(self.coverage[test]['seconds'] for test in some))
            except TimedOut:
                program.stop()
                return 'Timeout', None, at
            except Died:
                program.stop()
                return 'Killed', 'the end of the program', at
            failed = [test for test, state in states.items() if state not in ('passed', 'skipped', 'cancelled')]
            if failed:
                return 'Killed', failed[0], at
        return 'Survived', None, at

    def _next(self, queue):
        with self.lock:
            return queue.pop(0) if queue else None

    def _note(self, outcome):
        with self.lock:
            self._learn(outcome)
            with open(self.outcomes_file, 'a', encoding='utf-8') as lines:
                lines.write(json.dumps(outcome) + '\n')

    def _learn(self, outcome):
        if outcome['status'] == 'Thrown':
            self.outcomes.pop(outcome['id'], None)
            return
        self.outcomes[outcome['id']] = outcome
        if outcome['by']:
            self.kills[outcome['by']] += 1

    def _kept(self, name):
        path = os.path.join(self.state, name)
        if not os.path.exists(path):
            return None
        with open(path, encoding='utf-8') as file:
            return json.load(file)

    def _keep(self, name, value):
        path = os.path.join(self.state, name)
        with open(path + '.new', 'w', encoding='utf-8') as file:
            json.dump(value, file)
        os.replace(path + '.new', path)

    @staticmethod
    def _side_by_side(works):
        def watched(work):
            try:
                work()
            except Ended:
                pass

        threads = [threading.Thread(target=watched, args=(work,), daemon=True) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def read_mutants(report):
    with open(report, encoding='utf-8') as file:
        files = json.load(file)['files']
    mutants = []
    for path, content in files.items():
        inside = path.split('FundLedger.Features/')[-1]
        for mutant in content['mutants']:
            if mutant['status'] not in ('CompileError', 'Ignored'):
                mutants.append({'id': int(mutant['id']), 'file': inside, 'folder': inside.split('/')[0], 'line': mutant['location']['start']['line'],
                                'name': mutant['mutatorName'], 'replacement': mutant.get('replacement', '')})
    return mutants


def keep_server(state, plain):
    """The folder of a server with a district that no mutant prepared, the name of its database, and how to end it."""
    note = os.path.join(state, 'server')
    if os.path.exists(note):
        os.remove(note)
    env = dict(os.environ, FUNDLEDGER_KEEP_SERVER=note)
    order = [os.path.join(plain, 'FundLedger.IntegrationTests'), '-explicit', 'only', '-class', '*.StandingServer']
    keeper = subprocess.Popen(order, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    while not os.path.exists(note):
        if keeper.poll() is not None:
            sys.exit('The server did not start.')
        time.sleep(0.2)

    def end():
        os.remove(note)
        keeper.wait()

    with open(note, encoding='utf-8') as file:
        return file.read(), end


def main(state, plain, *folders):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('Ended; what was found is kept.'))
    server, end = keep_server(state, plain)
    try:
        trial = Trial(state, server)
        for folder in folders:
            found = trial.try_folder(folder, programs=2)
            killed, all_ = found['Killed'] + found['Timeout'], sum(found.values())
            print(f'{folder}: {dict(found)}, {100 * killed / max(all_, 1):.1f} %', flush=True)
            for mutant in trial.mutants:
                if mutant['folder'] == folder and trial.outcomes.get(mutant['id'], {}).get('status') in ALIVE:
                    replacement = ' '.join(mutant['replacement'].split())[:100]
                    print(f"  {trial.outcomes[mutant['id']]['status']} {mutant['file']}:{mutant['line']} {mutant['name']}: {replacement}")
    finally:
        Program.ending.set()
        for program in Program.started:
            program.stop()
        end()


if __name__ == '__main__':
    main(*sys.argv[1:])

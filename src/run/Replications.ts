/**
 * Replications on worker threads: jobs go out, each to whichever thread is free, and what they give comes back in the order of
 * the jobs, however many threads there are and whichever is done first. With one worker everything runs on the thread of the caller.
 */
import type * as WorkerThreads from "node:worker_threads"
import * as Worker from "@effect/platform/Worker"
import type { WorkerError } from "@effect/platform/WorkerError"
import * as WorkerRunner from "@effect/platform/WorkerRunner"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Option from "effect/Option"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"

/** What a thread is asked: plain data that a message can carry. */
export interface Job {
  readonly replication: number
}

/** Carries a job out. It has to let timers and messages of its thread have their turn, or an interruption is never read. */
export type Work<J, A> = (job: J, onMessages: (messages: number) => void) => Effect.Effect<A, unknown>

/** A replication broke: a bug of ours. `replication` is undefined where a thread did not even start. */
export class ReplicationFailed extends Data.TaggedError("ReplicationFailed")<{ readonly replication: number | undefined; readonly why: string }> {
  override get message() {
    return this.replication === undefined ? this.why : `replication ${this.replication}: ${this.why}`
  }
}

export interface Options<J, A> {
  readonly workers: number
  readonly work: Work<J, A>
  /** Jobs done, and messages simulated in all so far. */
  readonly onProgress: (done: number, messages: number) => void
}

/** Asks for jobs in rounds, each by what the one before gave, and comes to an end of its own. */
export type Asking<J, A, R> = Generator<ReadonlyArray<J>, R, ReadonlyArray<A>>

/** What each job gives, in the order of the jobs. Interrupted, it stops its threads at once. */
export const run = <J extends Job, A>(jobs: ReadonlyArray<J>, options: Options<J, A>): Effect.Effect<ReadonlyArray<A>, ReplicationFailed, Worker.WorkerManager | Worker.Spawner> =>
  rounds<J, A, ReadonlyArray<A>>(function* () {
    return yield jobs
  }, { ...options, workers: Math.min(options.workers, jobs.length) })

/** The same for jobs that are asked in rounds: the threads last from the first to the last of them. */
export const rounds = <J extends Job, A, R>(asking: () => Asking<J, A, R>, options: Options<J, A>): Effect.Effect<R, ReplicationFailed, Worker.WorkerManager | Worker.Spawner> =>
  Effect.suspend(() => {
    const tally = tallyOf(options)
    return options.workers > 1 ? onThreads(asking(), options.workers, tally) : driven(asking(), (jobs) => Effect.forEach(jobs, (job) => here(job, options, tally)))
  })

/** Round after round, each given whole. */
const driven = <J, A, R, E>(asking: Asking<J, A, R>, give: (jobs: ReadonlyArray<J>) => Effect.Effect<ReadonlyArray<A>, E>): Effect.Effect<R, E> =>
  Effect.gen(function* () {
    let step = asking.next()
    while (step.done !== true) step = asking.next(yield* give(step.value))
    return step.value
  })

const here = <J extends Job, A>(job: J, options: Options<J, A>, tally: Tally): Effect.Effect<A, ReplicationFailed> =>
  options.work(job, (messages) => tally.messages(job, messages)).pipe(
    Effect.catchAllCause((cause) => (Cause.isInterruptedOnly(cause) ? Effect.interrupt : new ReplicationFailed(refusalOf(job, cause)))),
    Effect.tap(() => tally.done())
  )

/** What a thread does that `run` starts: give it to `WorkerRunner.launch`. */
export const serve = <J extends Job, A>(work: Work<J, A>) =>
  WorkerRunner.layer((job: J) =>
    Stream.asyncPush<Told<A>, Refusal>(
      (emit) => {
        let lastMs = performance.now()
        const tell = (messages: number) => {
          if (performance.now() - lastMs < TELL_EVERY_MS) return
          lastMs = performance.now()
          emit.single({ messages })
        }
        const give = Effect.matchCause(work(job, tell), {
          // Who interrupts a job does not listen any more.
          onFailure: (cause) => emit.fail(refusalOf(job, cause)),
          onSuccess: (gives) => {
            emit.single({ gives })
            emit.end()
          }
        })
        return Effect.forkScoped(give)
      },
      { bufferSize: "unbounded" }
    )
  )

/** Messages between threads are few: how far a job is, and at the end what it gives. */
type Told<A> = { readonly messages: number } | { readonly gives: A }
/** A class would not come through whole. */
type Refusal = { readonly replication: number; readonly why: string }
const TELL_EVERY_MS = 250

/** Each thread takes the next job when it is done with one. */
const onThreads = <J extends Job, A, R>(asking: Asking<J, A, R>, size: number, tally: Tally) =>
  Effect.gen(function* () {
    const open = yield* Queue.unbounded<{ readonly job: J; readonly gave: Deferred.Deferred<A> }>()
    const asked = (jobs: ReadonlyArray<J>) =>
      Effect.gen(function* () {
        const tasks = yield* Effect.forEach(jobs, (job) => Effect.map(Deferred.make<A>(), (gave) => ({ job, gave })))
        yield* Queue.offerAll(open, tasks)
        return yield* Effect.forEach(tasks, ({ gave }) => Deferred.await(gave))
      })
    const serving = onThread<J, A>((give) => Effect.forever(Effect.flatMap(Queue.take(open), ({ gave, job }) => Effect.flatMap(given(give, job, tally), (value) => Deferred.succeed(gave, value)))))
    return yield* Effect.raceFirst(driven(asking, asked), Effect.zipRight(Effect.all(Array.from({ length: size }, () => serving), { concurrency: size, discard: true }), Effect.never))
  })

type Give<J, A> = (job: J) => Stream.Stream<Told<A>, Refusal | WorkerError>

/**
 * A thread for as long as `use` takes. (Effect's own pool of workers cannot be interrupted while its first thread comes up, and
 * waits for ever for one that does not.)
 */
const onThread = <J, A>(use: (give: Give<J, A>) => Effect.Effect<void, ReplicationFailed>): Effect.Effect<void, ReplicationFailed, Worker.WorkerManager | Worker.Spawner> =>
  Effect.gen(function* () {
    const spawn = yield* Worker.Spawner
    const manager = yield* Worker.WorkerManager
    const thread = new Thread(spawn, yield* Deferred.make<never, ReplicationFailed>())
    const all = Effect.flatMap(Effect.mapError(manager.spawn<J, Told<A>, Refusal>({}), (error) => new ReplicationFailed({ replication: undefined, why: causeText(error.cause ?? error) })), (worker) => use(worker.execute))
    return yield* Effect.raceFirst(all, Deferred.await(thread.broken)).pipe(
      // Told to close, a thread would first finish its slice.
      Effect.ensuring(thread.stop),
      Effect.scoped,
      Effect.provideService(Worker.Spawner, thread.spawn)
    )
  }).pipe(
    // The manager warns of each thread that goes, those that are stopped too.
    Logger.withMinimumLogLevel(LogLevel.None)
  )

const given = <J extends Job, A>(give: Give<J, A>, job: J, tally: Tally): Effect.Effect<A, ReplicationFailed> =>
  give(job).pipe(
    Stream.runFold(Option.none<A>(), (last, told) => {
      if ("gives" in told) return Option.some(told.gives)
      tally.messages(job, told.messages)
      return last
    }),
    Effect.flatMap(Option.match({ onNone: () => Effect.fail<Refusal>({ replication: job.replication, why: "its thread gave nothing" }), onSome: Effect.succeed })),
    Effect.mapError((error: Refusal | WorkerError) => new ReplicationFailed("why" in error ? error : { replication: job.replication, why: causeText(error.cause ?? error) })),
    Effect.tap(() => tally.done())
  )

/** A thread that can be ended from outside. */
class Thread {
  private worker: WorkerThreads.Worker | undefined
  private ready = false
  private stopped = false

  constructor(
    private readonly underlying: Worker.SpawnerFn<unknown>,
    /** Fails when the thread ends before it is ready: the manager would wait for ever, starting another each second. */
    readonly broken: Deferred.Deferred<never, ReplicationFailed>
  ) {}

  readonly spawn: Worker.SpawnerFn<unknown> = (id) => {
    const worker = this.underlying(id) as WorkerThreads.Worker
    this.worker = worker
    worker.once("message", () => {
      this.ready = true
    })
    worker.once("error", (error) => this.fail(causeText(error)))
    worker.once("exit", (code) => this.fail(`a worker thread ended with code ${code} before it was ready`))
    return worker
  }

  readonly stop = Effect.promise(async () => {
    this.stopped = true
    await this.worker?.terminate()
  })

  private fail(why: string): void {
    if (!this.ready && !this.stopped) Deferred.unsafeDone(this.broken, Exit.fail(new ReplicationFailed({ replication: undefined, why })))
  }
}

/** How far all jobs together are. */
interface Tally {
  readonly messages: (job: Job, messages: number) => void
  readonly done: () => void
}

function tallyOf(options: { readonly onProgress: (done: number, messages: number) => void }): Tally {
  const byJob = new Map<Job, number>()
  let [done, sum] = [0, 0]
  return {
    messages: (job, messages) => {
      sum += messages - (byJob.get(job) ?? 0)
      byJob.set(job, messages)
      options.onProgress(done, sum)
    },
    done: () => options.onProgress(++done, sum)
  }
}

function refusalOf(job: Job, cause: Cause.Cause<unknown>): Refusal {
  return { replication: job.replication, why: causeText(Cause.squash(cause)) }
}

function causeText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

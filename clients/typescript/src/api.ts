// Made by `npm run types` from docs/openapi.json.
export interface paths {
    "/v1/tuner/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all budgets by name. */
        get: operations["ListBudgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/budgets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one budget. */
        get: operations["GetBudget"];
        /** Makes a budget, or makes it what it is to be; a limit that is lowered stops no trial that runs. */
        put: operations["PutBudget"];
        post?: never;
        /** Deletes a budget that no study needs any more. */
        delete: operations["DeleteBudget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/callbacks/{name}/{number}/{attempt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the outcome of an attempt; the same one again gets the same answer. */
        post: operations["CompleteByCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/callbacks/{name}/{number}/{attempt}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes intermediate values, and says whether to go on. */
        post: operations["ReportByCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Studies side by side: the best so far, how values are distributed, importances, money, the best parameters. */
        get: operations["CompareStudies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a page to read. */
        get: operations["GetDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why trials failed over all studies, or those with some tags: by reason, the most frequent first. */
        get: operations["ListFailures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers as soon as the process does. */
        get: operations["Health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all keys, those that have ended among them, without the keys themselves. */
        get: operations["ListKeys"];
        put?: never;
        /** Makes a key, and shows it this once. */
        post: operations["CreateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Has a key open nothing any more, within ten seconds; studies that were started with it go on. */
        delete: operations["RevokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/mcp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers a message of the Model Context Protocol; its tools start, show and stop studies for agents. */
        post: operations["CallAgentTool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what is kept of studies that have ended, without their points, the study that was created first first. */
        get: operations["ListMemory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/memory/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what is kept of one study. */
        get: operations["GetMemory"];
        put?: never;
        post?: never;
        /** Forgets a study: no other learns from it any more. The study itself stays; when it goes on, its next end is kept. */
        delete: operations["ForgetMemory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API as an OpenAPI document. */
        get: operations["GetOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what a study would come to: trials, money, time, and what is likely wrong. Nothing is stored. */
        post: operations["PlanStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers when the storage does too. */
        get: operations["Ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all schedules by name, each with its last run. */
        get: operations["ListSchedules"];
        put?: never;
        /** Makes a schedule; the same again is the same schedule. */
        post: operations["CreateSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/schedules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a schedule with its next slots and its last runs. */
        get: operations["GetSchedule"];
        /** Makes a schedule, or gives one other settings; its runs and what it has promoted stay. */
        put: operations["PutSchedule"];
        post?: never;
        /** Deletes a schedule; its studies stay, and one that runs goes on. */
        delete: operations["DeleteSchedule"];
        options?: never;
        head?: never;
        /** Switches a schedule on or off; slots that passed while it was off are not made up for. */
        patch: operations["ChangeSchedule"];
        trace?: never;
    };
    "/v1/tuner/schedules/{name}/promoted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the promoted parameters, as JSON, as a file of environment variables or as a program's arguments. */
        get: operations["GetPromoted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/schedules/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a schedule run now, beside its slots. */
        post: operations["RunSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists studies by name. */
        get: operations["ListStudies"];
        put?: never;
        /** Starts a study; the same name and spec again is the same study, with more trials it is extended. */
        post: operations["StartStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one study, or what has changed of it. */
        get: operations["GetStudy"];
        put?: never;
        post?: never;
        /** Deletes a study with its trials and reports. */
        delete: operations["DeleteStudy"];
        options?: never;
        head?: never;
        /** Gives a study more trials, money or time, upon which one that has ended goes on; changes its notes and what it searches. */
        patch: operations["ExtendStudy"];
        trace?: never;
    };
    "/v1/tuner/studies/{name}/best": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The best complete trials, best first; with several directions those on the Pareto front, by one of the values or from the front's knee on where that is asked for. */
        get: operations["GetBest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a study like another one, under another name; members of the body take the place of the other's. */
        post: operations["CopyStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/enqueue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a study points to try before its sampler's own. */
        post: operations["EnqueuePoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A study as a file: all its trials as JSON or CSV, or the configurations of the best. */
        get: operations["ExportStudy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/hints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is noteworthy about a study, and what to do about it. */
        get: operations["GetHints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a study went: the best so far, each trial's value, time and money, intermediate values. */
        get: operations["GetHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a part of an import: trials that ended elsewhere, which become a study that has ended once all are there. */
        post: operations["ImportStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/importance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How important each parameter is for a value, and each pair of parameters. */
        get: operations["GetImportance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/pareto": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trials of which no other is better in every value, the hypervolume that they dominate, and how that grew. */
        get: operations["GetPareto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a study start nothing more until it is resumed; its running trials end by themselves. */
        post: operations["PauseStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The parameters to use, and what they have cost: the best trial's, or the defaults while no trial is complete. */
        get: operations["GetResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a study go on that is paused or has ended, as far as its limits allow. */
        post: operations["ResumeStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/scatter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trials with their parameters, for slices, ranks, contours and parallel coordinates, and the correlations between them. */
        get: operations["GetScatter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a study to end: nothing more is started, running trials are cut short or, if asked so, end by themselves. */
        post: operations["StopStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists trials, in an order and of a state. */
        get: operations["ListTrials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a worker trials. */
        post: operations["SuggestTrials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one trial with its intermediate values. */
        get: operations["GetTrial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Keeps notes with a trial, in whatever state it is; hides it from the sampler's model and the best, or shows it again. */
        patch: operations["AnnotateTrial"];
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the files that a trial keeps, each with where it comes from. */
        get: operations["ListArtifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/artifacts/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers a file that a trial keeps, or as FILE.provenance.json where it comes from. */
        get: operations["GetArtifact"];
        /** Keeps a file of a trial, which is the request's body, in the place of one of its name. */
        put: operations["PutArtifact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a trial to end as pruned, whatever it comes to; what it has cost is counted. */
        post: operations["CancelTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the result of a trial. */
        post: operations["CompleteTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says why a trial was chosen. */
        get: operations["ExplainTrial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The worker could not evaluate a trial. */
        post: operations["FailTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a sign of life of a trial's worker, and says whether to go on. */
        post: operations["HeartbeatTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the end of what the last attempt at a trial wrote. */
        get: operations["GetTrialLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a trial the values of parameters, and declares those that the study does not know yet. */
        post: operations["DeclareParameters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The worker gives a trial up. */
        post: operations["PruneTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Computes the point of a trial again, from the study's rows and from what is kept of what its sampler saw. */
        get: operations["ReplayTrial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes intermediate values of a trial, and says whether to go on. */
        post: operations["ReportTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tuner/studies/{name}/trials/{number}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has the point of a trial that has ended tried again, as a new trial. */
        post: operations["RetryTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One page of a list. */
        PageViewOfBudgetView: {
            /** @description The items. */
            items: components["schemas"]["BudgetView"][];
            /** @description What to give as `after` for the next page; null at the end. */
            next?: string;
        };
        /** @description A budget that many studies share, as it stands in its present period, in US dollars. */
        BudgetView: {
            /** @description Its name. */
            name: string;
            /** @description What its studies may cost together in a period. */
            limitUsd: number;
            /**
             * @description For how long the limit holds.
             * @enum {string}
             */
            period: "none" | "week" | "month";
            /**
             * Format: date-time
             * @description When the present period began (UTC); null for one that holds for ever.
             */
            periodStart?: string;
            /**
             * Format: date-time
             * @description When the next one begins (UTC); null for one that holds for ever.
             */
            periodEnd?: string;
            /**
             * Format: int32
             * @description How many of its studies run at once; null when that is not limited.
             */
            maxStudies?: number;
            /** @description What trials of this period cost that have ended, as far as the budget was told; a few seconds late. */
            spentUsd: number;
            /** @description What is set aside for trials that run, and for the next ones. */
            reservedUsd: number;
            /** @description What is left. */
            freeUsd: number;
            /** @description By how much the limit is exceeded: by costs that were reported afterwards, or since it was lowered. */
            overrunUsd: number;
            /** @description Its studies that have not ended and have money of it, or wait for some. */
            studies: components["schemas"]["BudgetStudyView"][];
            /** @description The shares of the limit that were reached, the oldest first. */
            alerts: components["schemas"]["BudgetAlertView"][];
            /** @description Webhooks that are told of these; null when there are none. */
            notify?: components["schemas"]["BudgetNotifySpec"][];
            /**
             * Format: date-time
             * @description When it was made (UTC).
             */
            createdAt: string;
        };
        /** @description What a study has of a budget that it shares, in the budget's present period. */
        BudgetStudyView: {
            /** @description The study's name. */
            study: string;
            /** @description What its ended trials cost. */
            spentUsd: number;
            /** @description What is set aside for it. */
            reservedUsd: number;
            /** @description Whether it waits for money. */
            waiting: boolean;
        };
        /** @description A share of a budget's limit that was reached; told once in a period. */
        BudgetAlertView: {
            /**
             * Format: int32
             * @description The share: 50, 80 or 100.
             */
            percent: number;
            /**
             * Format: date-time
             * @description When that was noticed (UTC).
             */
            at: string;
            /** @description What was spent by then. */
            spentUsd: number;
        };
        /** @description A webhook that is told when 50, 80 and 100 % of a shared budget are reached. */
        BudgetNotifySpec: {
            /** @description Where it is. */
            url: string;
            /** @description The name of the secret that signs what it is told. */
            secret?: string;
        };
        /** @description An error as RFC 9457 problem details. */
        ProblemView: {
            /** @description What kind of error it is: the type of a `problemKind`; null where a program in between answers. */
            type?: string;
            /** @description What could not be done, for people. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description What went wrong here. */
            detail?: string;
            /** @description Every field that is wrong. */
            errors?: components["schemas"]["FieldError"][];
        };
        /** @description One field that is wrong. */
        FieldError: {
            /** @description The field as a JSON pointer (RFC 6901), e.g. `/searchSpace/2/low`; empty for the whole document. */
            pointer: string;
            /** @description What is wrong with it. */
            detail: string;
        };
        /** @description What `PUT budgets/{name}` takes: the budget as it is to be. */
        BudgetRequest: {
            /** @description US dollars that all its studies may cost together in a period. */
            limitUsd?: number;
            /**
             * @description For how long the limit holds before it begins anew.
             * @enum {string}
             */
            period?: "none" | "week" | "month";
            /**
             * Format: int32
             * @description How many of its studies run at once; not limited when null.
             */
            maxStudies?: number;
            /** @description Webhooks that are told when 50, 80 and 100 % of the limit are spent; up to 8. */
            notify?: components["schemas"]["BudgetNotifySpec"][];
        };
        /** @description What an endpoint tells of a trial that it has evaluated: in its answer, or in a call-back. */
        OutcomeRequest: {
            /**
             * Format: double
             * @description The value, of a study with one direction.
             */
            value?: number;
            /** @description The values, one for each direction. */
            values?: number[];
            /** @description What else was measured, by name. */
            metrics?: {
                [key: string]: number;
            };
            /** @description Values of the constraints, by name. */
            constraints?: {
                [key: string]: number;
            };
            /** @description Notes. */
            attributes?: {
                [key: string]: string;
            };
            /** @description What it has cost, in US dollars. */
            costUsd?: number;
            /** @description Why there is no value: the attempt has failed. */
            error?: string;
        };
        /** @description What an endpoint is answered when it reports of a trial, or tells its outcome. */
        CallbackView: {
            /** @description Whether the trial is over, so that its evaluation is to end. */
            prune: boolean;
            /** @description Why it is. */
            reason?: string;
        };
        /** @description What an endpoint reports of a trial that it evaluates: one intermediate value, or several. */
        CallbackReportRequest: {
            /**
             * Format: int32
             * @description The step, from 0.
             */
            step?: number;
            /**
             * Format: double
             * @description The value at that step.
             */
            value?: number;
            /** @description The value of each direction at that step, in place of one. */
            values?: number[];
            /** @description What the attempt has cost so far, in US dollars. */
            costUsd?: number;
            /** @description Several, in place of one; at most 1,000. */
            reports?: components["schemas"]["CallbackReportRequest"][];
        };
        /** @description Studies side by side. */
        CompareView: {
            /** @description The value that is compared. */
            metric: string;
            /** @description The studies, in the order asked for. */
            studies: components["schemas"]["ComparedStudy"][];
            /** @description The parameters of the best trials, by name. */
            parameters: components["schemas"]["ComparedParameter"][];
        };
        /** @description A study beside others. */
        ComparedStudy: {
            /** @description The study. */
            name: string;
            /**
             * @description Whether less or more of the value is better.
             * @enum {string}
             */
            direction: "minimize" | "maximize";
            /**
             * Format: double
             * @description The best value; null while there is none.
             */
            best?: number;
            /** @description The trials that were the best one when they ended. */
            history: components["schemas"]["BestSteps"];
            /** @description Which share of the complete trials came to how much. */
            edf: components["schemas"]["EdfView"];
            /** @description Importances by PED-ANOVA, the most important first; empty where there are none yet. */
            importance: components["schemas"]["ParameterImportance"][];
            /**
             * Format: int32
             * @description How many trials have ended.
             */
            trials: number;
            /** @description What they cost, in US dollars. */
            spentUsd: number;
            /** @description About what pruning and the budget saved, in US dollars. */
            savedUsd: number;
        };
        /** @description The trials that were the best one when they ended, in columns of equal length, in the order in which they ended. */
        BestSteps: {
            /** @description Their numbers. */
            number: number[];
            /** @description Their values. */
            value: number[];
            /** @description When they ended. */
            seconds: number[];
            /** @description What the study had spent by then, in US dollars. */
            spentUsd: number[];
        };
        /** @description An empirical distribution function, in columns of equal length. */
        EdfView: {
            /** @description Values, ascending. */
            value: number[];
            /** @description The share of the complete trials whose value is at most that, 0 to 1. */
            share: number[];
        };
        /** @description The importance of a parameter. */
        ParameterImportance: {
            /** @description The parameter. */
            name: string;
            /**
             * Format: double
             * @description Its share, 0 to 1.
             */
            importance: number;
        };
        /** @description A parameter of the best trials of several studies. */
        ComparedParameter: {
            /** @description The parameter. */
            name: string;
            /** @description Its value in the best trial of each study; null where it has none, and where null is its value: see `absent`. */
            values: (null | boolean | number | string)[];
            /** @description The places in `values` where the best trial does not have the parameter, if it is null in another; null where every null says that. */
            absent?: number[];
        };
        /** @description What failed and why, over many studies. */
        FailuresView: {
            /** @description The reasons, the most frequent first. */
            items: components["schemas"]["FailureView"][];
            /**
             * Format: int32
             * @description How many studies with failures were looked at.
             */
            studiesRead: number;
            /** @description Whether there are more studies, trials or reasons than were looked at or are shown. */
            isCut: boolean;
        };
        /** @description One reason for which trials failed, or studies ended with an error. */
        FailureView: {
            /** @description The reason, with `#` for numbers and identifiers. */
            reason: string;
            /**
             * Format: int32
             * @description How many trials failed of it, and studies.
             */
            count: number;
            /** @description The studies in which, the most affected first. */
            studies: components["schemas"]["FailedStudyView"][];
            /** @description The reason as one of them has it, whole. */
            example: string;
            /**
             * Format: date-time
             * @description When the last of them failed (UTC).
             */
            lastAt?: string;
        };
        /** @description A study in which something failed. */
        FailedStudyView: {
            /** @description Its name. */
            name: string;
            /**
             * Format: int32
             * @description How many of its trials failed so; 0 when it is the study itself that ended with that error.
             */
            count: number;
            /** @description The first of them, by number. */
            trials: number[];
        };
        /** @description What `GET health` and `GET ready` answer. */
        HealthView: {
            /** @description `ok`, or what is wrong. */
            status: string;
            /** @description The version of the app. */
            version: string;
        };
        /** @description One page of a list. */
        PageViewOfKeyView: {
            /** @description The items. */
            items: components["schemas"]["KeyView"][];
            /** @description What to give as `after` for the next page; null at the end. */
            next?: string;
        };
        /** @description A key as the API shows it. */
        KeyView: {
            /** @description What it is revoked by; a part of the key itself, and no secret. */
            id: string;
            /** @description Whom or what it is for. */
            name: string;
            /**
             * @description What it allows.
             * @enum {string}
             */
            scope: "read" | "work" | "write" | "admin";
            /** @description The key itself: in the answer to its making alone, and nowhere afterwards. */
            key?: string;
            /**
             * Format: date-time
             * @description When it was made (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it ends by itself (UTC); null: never.
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description When it was used last (UTC), to about a minute; null: never.
             */
            lastUsedAt?: string;
            /**
             * Format: date-time
             * @description When it was revoked (UTC); null: it was not.
             */
            revokedAt?: string;
            /** @description The money of its studies; null when it has no allowance. */
            allowance?: components["schemas"]["AllowanceView"];
            /**
             * Format: int32
             * @description How many studies that were started with it run at once; the others are pending. Not limited when null.
             */
            maxStudies?: number;
        };
        /** @description What a key may spend, and on what it is spent, in US dollars. */
        AllowanceView: {
            /** @description What the key may spend in all. */
            totalUsd: number;
            /** @description What studies that have ended cost. */
            spentUsd: number;
            /** @description What is left for further studies; below zero when reported costs exceeded a study's limit. */
            leftUsd: number;
            /** @description What is taken for studies that have not ended. */
            studies: components["schemas"]["AllowanceStudyView"][];
        };
        /** @description What a study has taken of a key's allowance. */
        AllowanceStudyView: {
            /** @description The study. */
            study: string;
            /** @description How much, in US dollars. */
            amountUsd: number;
        };
        /** @description What `POST keys` takes. */
        KeyRequest: {
            /** @description Whom or what the key is for, up to 100 characters. */
            name?: string;
            /**
             * @description What it allows.
             * @enum {string}
             */
            scope?: "read" | "work" | "write" | "admin";
            /**
             * Format: date-time
             * @description When it ends by itself (UTC); never when null.
             */
            expiresAt?: string;
            /** @description US dollars that all studies started with it may cost together; no limit when null. A key that writes alone can have one. */
            allowanceUsd?: number;
            /**
             * Format: int32
             * @description How many studies that were started with it run at once; the others are pending. Not limited when null.
             */
            maxStudies?: number;
        };
        /** @description One page of a list. */
        PageViewOfMemoryView: {
            /** @description The items. */
            items: components["schemas"]["MemoryView"][];
            /** @description What to give as `after` for the next page; null at the end. */
            next?: string;
        };
        /** @description What is kept of a study that has ended. */
        MemoryView: {
            /**
             * Format: uuid
             * @description The study's identifier.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: date-time
             * @description When it ended last (UTC).
             */
            endedAt: string;
            /** @description What its trials evaluated, in a word. */
            objective: string;
            /** @description One direction for each value. */
            directions: ("minimize" | "maximize")[];
            /** @description What the values are called. */
            valueNames: string[];
            /** @description Its tags; null when it has none. */
            tags?: {
                [key: string]: string;
            };
            /** @description The size of its data; null when it did not say. */
            data?: components["schemas"]["DataSpec"];
            /**
             * Format: int32
             * @description How many of its trials have ended.
             */
            trials: number;
            /** @description What a trial cost in US dollars: the middle of those that went to their end; null where none did. */
            costPerTrialUsd?: number;
            /**
             * Format: double
             * @description How long a trial took, likewise, in seconds.
             */
            trialSeconds?: number;
            /** @description Its best value; with several directions the best of each that is on its front. */
            bestValues?: number[];
            /** @description Its best points, the best first, up to ten; in a list they are left out. */
            best?: components["schemas"]["MemoryPointView"][];
            /** @description Its parameters; in a list they are left out. */
            searchSpace?: components["schemas"]["ParameterSpec"][];
        };
        /** @description The size of the data that a study's objective learns from, by which similar studies are found. */
        DataSpec: {
            /**
             * Format: int64
             * @description How many rows (samples, images, documents) there are.
             */
            rows?: number;
            /**
             * Format: int64
             * @description How many features (columns) each has.
             */
            features?: number;
        };
        /** @description A point that is kept of a study, and what came of it. */
        MemoryPointView: {
            /** @description The suggested parameters. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /** @description One value for each direction. */
            values: number[];
        };
        /** @description One parameter of the search space. */
        ParameterSpec: {
            /** @description Its name, unique in the space, without `{ }` and control characters. */
            name: string;
            /**
             * @description Its kind; which of the other fields apply depends on it.
             * @enum {string}
             */
            kind: "float" | "int" | "categorical" | "normal" | "logNormal" | "ordinal";
            /** @description The parameter exists only when each named parameter exists and has one of the values listed. */
            when?: {
                [key: string]: (null | boolean | number | string)[];
            };
            /**
             * Format: double
             * @description The lowest value (inclusive).
             */
            low?: number;
            /**
             * Format: double
             * @description The highest value (inclusive).
             */
            high?: number;
            /** @description Whether it is searched on a logarithmic scale; needs a positive low. */
            log?: boolean;
            /**
             * @description The scale that it is searched on: `logit`, for floats above 0 and below 1, without a step; null for a linear one, or where `log` says it.
             * @enum {string}
             */
            scale?: "logit";
            /**
             * Format: double
             * @description Values are low, low + step, low + 2 step, …
             */
            step?: number;
            /** @description The choices of a categorical, or of an ordinal in their order. */
            choices?: (null | boolean | number | string)[];
            /** @description Whether its values are choices: those of a categorical or an ordinal. */
            hasChoices?: boolean;
            /**
             * Format: double
             * @description The mean (of the logarithm, for a lognormal).
             */
            mu?: number;
            /**
             * Format: double
             * @description The standard deviation (of the logarithm, for a lognormal).
             */
            sigma?: number;
        };
        /** @description What a study would come to, before any of it is paid for. */
        PlanView: {
            /** @description The study's name. */
            name: string;
            /** @description How many trials there will be. */
            trials: components["schemas"]["PlannedTrialsView"];
            /** @description What one trial costs, in US dollars; null where nothing is known of it. */
            costPerTrialUsd?: components["schemas"]["PlannedRangeView"];
            /** @description What the study costs, in US dollars; null where nothing is known of it. */
            costUsd?: components["schemas"]["PlannedRangeView"];
            /** @description How many seconds one trial takes; null where nothing is known of it. */
            trialSeconds?: components["schemas"]["PlannedRangeView"];
            /** @description How many seconds the study takes; null where nothing is known of it. */
            durationSeconds?: components["schemas"]["PlannedRangeView"];
            /** @description What is searched. */
            space: components["schemas"]["PlannedSpaceView"];
            /** @description The most similar studies of the memory, the most similar first, up to 10. */
            similar: components["schemas"]["SimilarStudyView"][];
            /** @description What the study would learn from; null where it does not ask for a warm start. */
            warmStart?: components["schemas"]["PlannedWarmStartView"];
            /** @description What is likely wrong: the field as a JSON pointer, and what to do about it. */
            warnings: components["schemas"]["FieldError"][];
        };
        /** @description How many trials a study will have. */
        PlannedTrialsView: {
            /**
             * Format: int32
             * @description How many it asks for.
             */
            asked: number;
            /**
             * Format: int32
             * @description How many are to be expected.
             */
            expected: number;
            /**
             * Format: int32
             * @description How many at least, if each is as expensive or slow as those before were at worst.
             */
            low: number;
            /**
             * Format: int32
             * @description How many at most.
             */
            high: number;
            /** @description What sets the number that is to be expected: `trials`, `budget`, `timeout`, or `space` where every point will have been tried. */
            limitedBy: string;
        };
        /** @description A figure that is not known exactly. */
        PlannedRangeView: {
            /**
             * Format: double
             * @description What it hardly falls below.
             */
            low: number;
            /**
             * Format: double
             * @description What is to be expected.
             */
            expected: number;
            /**
             * Format: double
             * @description What it hardly exceeds.
             */
            high: number;
            /** @description Where it comes from, in words. */
            source: string;
        };
        /** @description How large a search space is. */
        PlannedSpaceView: {
            /**
             * Format: int32
             * @description How many parameters have more than one value.
             */
            parameters: number;
            /**
             * Format: int64
             * @description How many points there are; null where they are infinitely many, not counted, or not known beforehand.
             */
            points?: number;
            /** @description The same in words. */
            size: string;
        };
        /** @description How similar a study of the memory is. */
        SimilarStudyView: {
            /**
             * Format: uuid
             * @description The study's identifier.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: double
             * @description How similar it is, 0 to 1.
             */
            score: number;
            /** @description How the score comes about, in a sentence. */
            explanation: string;
        };
        /** @description What a study would learn from studies before it. */
        PlannedWarmStartView: {
            /** @description The studies, the most similar first. */
            from: components["schemas"]["SimilarStudyView"][];
            /** @description The points that it would try first. */
            points: {
                [key: string]: null | boolean | number | string;
            }[];
            /** @description The ranges and choices to which its sampler would keep; null where it searches all of its space. */
            learned?: components["schemas"]["ParameterSpec"][];
        };
        /** @description One page of a list. */
        PageViewOfScheduleView: {
            /** @description The items. */
            items: components["schemas"]["ScheduleView"][];
            /** @description What to give as `after` for the next page; null at the end. */
            next?: string;
        };
        /** @description A schedule, as it stands. */
        ScheduleView: {
            /** @description Its name. */
            name: string;
            /** @description What it was asked to do; secret values are `***`. */
            spec: components["schemas"]["ScheduleSpec"];
            /**
             * Format: date-time
             * @description When it was made (UTC).
             */
            createdAt: string;
            /** @description Its next slots (UTC); none when it is not enabled. */
            next: string[];
            /**
             * Format: int32
             * @description How many slots are due and wait for the runs before them.
             */
            waiting: number;
            /**
             * Format: int32
             * @description How many slots have passed without a run.
             */
            skipped: number;
            /**
             * Format: date-time
             * @description The last of them (UTC).
             */
            lastSkipped?: string;
            /** @description Its runs, the last first: those that go on, and the last 50 that have ended; in a list of schedules the last one. */
            runs: components["schemas"]["ScheduleRunView"][];
            /** @description What is to be deployed now; null as long as no run has found anything. */
            promoted?: components["schemas"]["PromotedView"];
        };
        /** @description When a study is started again and again, and when what it finds is promoted; in its normalised form. */
        ScheduleSpec: {
            /** @description The schedule's name, by the same rule as that of a study. */
            name: string;
            /** @description When: a cron expression of five fields (minute, hour, day of the month, month, day of the week). */
            cron: string;
            /** @description The time zone in which the expression is meant, by its IANA name. */
            timeZone: string;
            /**
             * @description What becomes of a slot that is due while a run goes on.
             * @enum {string}
             */
            overlap: "skip" | "queue" | "cancelPrevious";
            /**
             * @description What becomes of slots that were missed because the app was down.
             * @enum {string}
             */
            catchUp: "latest" | "none" | "all";
            /** @description Whether slots are started at all; those that pass meanwhile are not made up for. */
            enabled: boolean;
            /** @description How much better a new point must be to be promoted: a number in the value's unit, or a share of the promoted value as `"1%"`, which is the default. */
            promoteAbove?: null | boolean | number | string;
            /** @description How much worse a run's best must be than the promoted point for webhooks to be told `worse`; by default the same as `promoteAbove`. */
            worseBy?: null | boolean | number | string;
            /**
             * Format: int32
             * @description How often the new and the promoted point are evaluated against each other; each pair must be won. Objectives that are `deterministic` need none.
             */
            reevaluate: number;
            /** @description Webhooks that are told what comes of the runs; up to 8. */
            notify?: components["schemas"]["ScheduleNotifySpec"][];
            /** @description The study that each run is, its name with the slot in it: `churn-{yyyyMMdd-HHmm}`, in UTC. */
            study: components["schemas"]["StudySpec"];
        };
        /** @description A webhook that is told what comes of a schedule's runs. */
        ScheduleNotifySpec: {
            /** @description Where it is. */
            url: string;
            /** @description The name of the secret that signs what it is told. */
            secret?: string;
            /** @description What it is told. */
            on: ("improved" | "worse" | "failed")[];
        };
        /** @description What a study is asked to do, in its normalised form: short forms spelled out, defaults filled in. */
        StudySpec: {
            /** @description The study's name, `^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`; also its partition key. */
            name: string;
            /** @description What a trial evaluates. */
            objective: components["schemas"]["ObjectiveSpec"];
            /** @description Whether workers that ask for trials evaluate them, and nothing here does. */
            isExternal?: boolean;
            /** @description One direction for each value that the objective returns; usually one. */
            directions: ("minimize" | "maximize")[];
            /** @description What the values are called, one name for each direction; null for the default names. Where the objective returns no values, the metrics of these names are the values. */
            valueNames?: string[];
            /** @description The parameters, in the order of the file; a conditional one may stand before the one it depends on. */
            searchSpace: components["schemas"]["ParameterSpec"][];
            /** @description Whether the trials declare the parameters while they run (`"searchSpace": "open"`): then `searchSpace` is empty. */
            openSpace?: boolean;
            /** @description Whether a result may name constraints that the study does not: one that does not know its parameters beforehand need not know its constraints either. */
            takesAnyConstraint?: boolean;
            /**
             * Format: int32
             * @description How many trials are to end, of whatever outcome.
             */
            trials: number;
            /**
             * Format: int32
             * @description How many trials run at once.
             */
            parallelism: number;
            /** @description Whole batches of `parallelism` instead of refilling each slot: the same seed then gives the same trials whatever the order in which they end. */
            waves: boolean;
            /**
             * Format: int64
             * @description The seed that every trial's own generator derives from.
             */
            seed: number;
            /** @description How points are suggested. */
            sampler: components["schemas"]["SamplerSpec"];
            /** @description When a trial that reports is cut short; by default never. */
            pruner: components["schemas"]["PrunerSpec"];
            /**
             * Format: int32
             * @description How often a noisy objective is evaluated at each point, its values averaged. Each repeat is then a step that the pruner sees.
             */
            repeats: number;
            /** @description The value is this weighted sum of metrics that the objective returns, weights by name; null when its own value counts. */
            score?: {
                [key: string]: number;
            };
            /** @description Bounds on metrics that the objective returns. */
            guards?: components["schemas"]["GuardSpec"][];
            /**
             * Format: int32
             * @description A trial that reported fewer intermediate values than this is pruned, whatever it returns.
             */
            minReports?: number;
            /**
             * Format: int32
             * @description A trial whose metric `predictions` is below this is pruned, whatever it returns.
             */
            minPredictions?: number;
            /** @description The money limit and the meter; null when nothing is limited. */
            budget?: components["schemas"]["BudgetSpec"];
            /**
             * Format: double
             * @description The study ends this many seconds after its start; trials that still run are pruned.
             */
            timeoutSeconds?: number;
            /**
             * Format: double
             * @description A trial that runs longer than this many seconds fails.
             */
            trialTimeoutSeconds?: number;
            /**
             * Format: double
             * @description How many seconds a trial that is cut short has to end by itself before it is left alone or killed.
             */
            gracePeriodSeconds: number;
            /**
             * Format: int32
             * @description How often a trial that throws is tried in all.
             */
            maxAttempts: number;
            /**
             * Format: double
             * @description The wait before the second attempt, in seconds; doubles for each further one, with jitter.
             */
            retryDelaySeconds: number;
            /**
             * Format: double
             * @description The study ends as soon as a trial is at least this good (one direction only).
             */
            target?: number;
            /**
             * Format: int32
             * @description The study ends after this many complete trials without an improvement (one direction only).
             */
            plateauTrials?: number;
            /**
             * Format: double
             * @description With `plateauTrials`: the study ends when the improvement still to be expected of a trial has been below this for that many complete trials in a row. Null: when none of them was an improvement.
             */
            plateauThreshold?: number;
            /**
             * Format: double
             * @description The study ends when so many trials in a row have failed (1 or more), or such a share of those that ended (below 1; once there are 10).
             */
            maxFailures?: number;
            /** @description Whether the same point always gives the same values: then none is tried twice. */
            deterministic: boolean;
            /** @description Points to try first, after the defaults and before the sampler's own; up to 1,000. Parameters that one lacks are left to the sampler. */
            enqueue?: {
                [key: string]: null | boolean | number | string;
            }[];
            /** @description The regions of which no point is suggested; null for none. Each names one or more parameters: of a number `[low, high]` or one value, of a categorical its choices; a point that has all of them is excluded. Up to 100. */
            exclude?: {
                [key: string]: (null | boolean | number | string)[];
            }[];
            /** @description Comparisons of sums and products of numeric parameters, such as `units2 <= units1` and `layers * units1 <= 4096`, that every point keeps which has their parameters; null for none. Up to 100, each of up to 500 characters; a name that is no identifier stands between backquotes. */
            where?: string[];
            /** @description Names of values that the objective returns beside its own; a trial is feasible when each is ≤ 0. */
            constraints?: string[];
            /** @description Notes that the study starts with, by name; only `POST studies` takes them, and the study has them from then on, not its spec. */
            attributes?: {
                [key: string]: string;
            };
            /** @description Short texts by name, by which studies are found; up to 50, of names up to 128 and values up to 256 characters. */
            tags?: {
                [key: string]: string;
            };
            /** @description Webhooks that are told what happens to the study; up to 8. */
            notify?: components["schemas"]["NotifySpec"][];
            /** @description That the trials become runs of the MLflow server that the app is set to; null when they do not. */
            mlflow?: components["schemas"]["MlflowSpec"];
            /**
             * Format: int32
             * @description Where so many studies run at once that it must wait: those of a higher priority start first, of the same one those that were created first.
             */
            priority?: number;
            /** @description What every evaluation receives unless a suggested value replaces it; where it names parameters that always exist, also the first point. */
            defaults?: {
                [key: string]: null | boolean | number | string;
            };
            /** @description What it learns from studies before it; null when nothing. Found out once, when it is created. */
            warmStart?: components["schemas"]["WarmStartSpec"];
            /** @description The size of its data, by which similar studies are found; null when that is not known. */
            data?: components["schemas"]["DataSpec"];
            /** @description What every evaluation receives, replacing even suggested values. */
            fixed?: {
                [key: string]: null | boolean | number | string;
            };
        };
        /** @description What a trial evaluates. */
        ObjectiveSpec: {
            /**
             * @description A C# class found through dependency injection, a program of the user's (embedded host only), a web endpoint, or workers that ask for trials.
             * @enum {string}
             */
            kind: "registered" | "command" | "external" | "http";
            /** @description The name of a registered objective. */
            name?: string;
            /** @description The program and its arguments, `{parameter}` replaced by the parameter's value. */
            command?: string[];
            /** @description Where the program's files are; the host's working directory when absent. */
            workingDirectory?: string;
            /** @description Environment variables of the program, `{parameter}` replaced by the parameter's value. */
            environment?: {
                [key: string]: string;
            };
            /** @description Names of the host's environment variables that the program is given although they are credentials or settings of the host; in alphabetical order. */
            passEnvironment?: string[];
            /** @description The endpoint that is called for each trial. */
            url?: string;
            /** @description The name of the secret that signs the calls, and must have signed call-backs. */
            secret?: string;
            /** @description Headers of each call. */
            headers?: {
                [key: string]: string;
            };
            /**
             * Format: double
             * @description How many seconds the endpoint may take to answer; 100 when absent.
             */
            timeoutSeconds?: number;
        };
        /** @description How points are suggested. */
        SamplerSpec: {
            /** @description Its name. */
            type: string;
        };
        /** @description When a trial that reports is cut short. */
        PrunerSpec: {
            /** @description The pruner that a `patient` one holds back; null otherwise. */
            wrapped?: components["schemas"]["PrunerSpec"];
            /** @description Its name. */
            type: string;
        };
        /** @description A bound on a metric that the objective returns beside its value; at least one of `min` and `max` is given. */
        GuardSpec: {
            /** @description The metric's name. */
            metric: string;
            /**
             * Format: double
             * @description The least that it may be.
             */
            min?: number;
            /**
             * Format: double
             * @description The most that it may be.
             */
            max?: number;
            /**
             * Format: double
             * @description What is left of the value when the bound is broken: each value is made worse by (1 − penalty) of its magnitude, which counts as 0.01 at least. Null makes the bound a constraint instead: a trial that breaks it is infeasible and is never the best.
             */
            penalty?: number;
        };
        /** @description The money limit and what a trial costs: the sum of its meters. */
        BudgetSpec: {
            /** @description US dollars that the study may cost in all; required where it names no `group`. */
            limitUsd?: number;
            /** @description The name of a budget that many studies share, beside the study's own limit or instead of one. */
            group?: string;
            /** @description Meter: US dollars for an hour of evaluation. */
            usdPerHour?: number;
            /** @description Meter: US dollars for an attempt at a trial, however long. */
            usdPerTrial?: number;
            /** @description Meter: Azure Functions' Consumption plan. */
            functions?: components["schemas"]["FunctionsMeterSpec"];
            /** @description Meter: Azure Functions' Flex Consumption plan. */
            flex?: components["schemas"]["FlexMeterSpec"];
            /** @description Meter: what the objective reports, alone or beside the other meters. */
            reported: boolean;
            /** @description What a trial is expected to cost in US dollars, as long as nothing is known of what trials cost. */
            expectedUsd?: number;
            /**
             * @description How much is set aside for a trial.
             * @enum {string}
             */
            policy: "strict" | "expected";
        };
        /** @description The price of an evaluation on Azure Functions: memory × time, and an execution. Where prices are not given, the Consumption plan's public list prices count. */
        FunctionsMeterSpec: {
            /** @description Memory of an instance in GB of 1,024 MB; billed in steps of 128 MB, rounded up. */
            memoryGb: number;
            /** @description US dollars for a GB-second. */
            usdPerGbSecond: number;
            /** @description US dollars for an execution. */
            usdPerExecution: number;
        };
        /** @description The price of an evaluation on Azure Functions' Flex Consumption plan: the memory of an instance × time, and an execution. Time is billed in steps of 100 ms, rounded up, and as a second at least. */
        FlexMeterSpec: {
            /** @description Memory of an instance in GB of 1,024 MB: Azure offers 0.5, 2 and 4. Without it that of the app's own instances. */
            memoryGb?: number;
            /** @description US dollars for a GB-second. */
            usdPerGbSecond: number;
            /** @description US dollars for an execution. */
            usdPerExecution: number;
        };
        /** @description A webhook that is told what happens to a study. */
        NotifySpec: {
            /** @description Where it is. */
            url: string;
            /** @description The name of the secret that signs what it is told. */
            secret?: string;
            /** @description What it is told. */
            on: ("ended" | "improved" | "failed" | "budget80")[];
        };
        /** @description That a study's trials become runs of an MLflow server. Which server that is, and with which token it is called, is the app's to say: a study names neither. */
        MlflowSpec: {
            /** @description The experiment that the runs are in, of 1 to 500 characters; null for `{objective}-training`. */
            experiment?: string;
        };
        /** @description What a study learns from studies before it: either the most similar ones, or those named. */
        WarmStartSpec: {
            /** @description Whether it learns from the most similar studies of the memory. */
            similar: boolean;
            /**
             * Format: double
             * @description How similar they must be, 0 to 1.
             */
            threshold: number;
            /**
             * Format: int32
             * @description How many of them at most.
             */
            max: number;
            /** @description The names of the studies that it learns from, up to 10; null where it takes similar ones. */
            from?: string[];
            /**
             * @description Where its sampler searches; points that are enqueued may be anywhere in the search space.
             * @enum {string}
             */
            space: "declared" | "learned";
        };
        /** @description One run of a schedule. */
        ScheduleRunView: {
            /** @description The name of its study. */
            study: string;
            /**
             * Format: date-time
             * @description The slot that it is for (UTC); null for a run by hand.
             */
            slot?: string;
            /**
             * Format: date-time
             * @description When its slot was taken (UTC).
             */
            takenAt: string;
            /**
             * Format: date-time
             * @description When it had its result (UTC).
             */
            endedAt?: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            state: "starting" | "running" | "comparing" | "ended";
            /**
             * @description What came of it, once it has ended.
             * @enum {string}
             */
            result?: "promoted" | "kept" | "worse" | "failed" | "cancelled" | "done";
            /** @description Why, in words; null when the result says it all. */
            reason?: string;
            /**
             * Format: double
             * @description The value of its best; where that was evaluated again, the mean.
             */
            value?: number;
            /**
             * Format: double
             * @description The value of what was promoted until then; where that was evaluated again, the mean.
             */
            promotedValue?: number;
            /** @description The study in which the two were evaluated again. */
            comparison?: string;
        };
        /** @description What of a schedule's runs is to be deployed now. */
        PromotedView: {
            /** @description The schedule. */
            schedule: string;
            /** @description The study that found it. */
            study: string;
            /**
             * Format: int32
             * @description The trial of that study.
             */
            trial: number;
            /**
             * Format: double
             * @description Its value; where it was evaluated again, the mean.
             */
            value: number;
            /**
             * Format: date-time
             * @description Since when it is promoted (UTC).
             */
            promotedAt: string;
            /** @description The parameters, as an evaluation received them: defaults, what was found, and what is fixed. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
        };
        /** @description The body of `PATCH schedules/{name}`. */
        ScheduleChangeRequest: {
            /** @description Whether slots are started from now on. */
            enabled: boolean;
        };
        /** @description One page of a list. */
        PageViewOfStudySummary: {
            /** @description The items. */
            items: components["schemas"]["StudySummary"][];
            /** @description What to give as `after` for the next page; null at the end. */
            next?: string;
        };
        /** @description A study in a list. */
        StudySummary: {
            /** @description The study's name. */
            name: string;
            /**
             * Format: uuid
             * @description Its identifier (a UUID of version 7).
             */
            id?: string;
            /**
             * @description Pending, running or ended.
             * @enum {string}
             */
            state: "running" | "ended" | "pending";
            /**
             * @description Why it ended; null while it runs.
             * @enum {string}
             */
            stopReason?: "trials" | "budget" | "timeout" | "target" | "plateau" | "requested" | "failures" | "exhausted" | "error";
            /** @description What it waits for; null when it ended, or goes on. */
            waiting?: components["schemas"]["WaitingView"];
            /** @description What went wrong, when the reason is `error` or `failures`, or the study cannot be read; then the rest is what is known of it. */
            error?: string;
            /** @description The tags of its spec; null when there are none. */
            tags?: {
                [key: string]: string;
            };
            /** @description What a trial evaluates, in a word. */
            objective: string;
            /** @description What suggests its trials; null where a version before this one wrote the study last. */
            sampler?: string;
            /** @description Whether less or more is better, for each of its values; null where a version before this one wrote the study last. */
            directions?: ("minimize" | "maximize")[];
            /**
             * Format: int32
             * @description How many trials are to end.
             */
            trials: number;
            /** @description Trials by state. */
            counts: components["schemas"]["TrialCounts"];
            /**
             * Format: double
             * @description The best value so far (one direction only).
             */
            bestValue?: number;
            /** @description Its money. */
            ledger: components["schemas"]["LedgerView"];
            /**
             * Format: date-time
             * @description When it was created (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was started (UTC); null while it is pending.
             */
            startedAt?: string;
            /**
             * Format: int32
             * @description Those of a higher priority start first, where not all may run at once.
             */
            priority: number;
        };
        /** @description What a study waits for before it starts anything. */
        WaitingView: {
            /** @description `disk`: room on the disk on which studies are kept; `pause`: the end of its pause; `group`: money of the budget that it shares; `queue`: its turn. */
            for: string;
            /**
             * Format: int32
             * @description Its position in the queue, from 1; null where it waits for something else.
             */
            position?: number;
        };
        /** @description Trials by state. */
        TrialCounts: {
            /**
             * Format: int32
             * @description Suggested, not started.
             */
            waiting: number;
            /**
             * Format: int32
             * @description Being evaluated.
             */
            running: number;
            /**
             * Format: int32
             * @description Ended with values.
             */
            complete: number;
            /**
             * Format: int32
             * @description Ended early.
             */
            pruned: number;
            /**
             * Format: int32
             * @description Those of `pruned` for which the money did not suffice.
             */
            prunedForBudget: number;
            /**
             * Format: int32
             * @description Ended without a usable value.
             */
            failed: number;
            /**
             * Format: int32
             * @description Ended in whatever way.
             */
            ended: number;
        };
        /** @description A study's money in US dollars, exact to a millionth. */
        LedgerView: {
            /** @description The limit; null when there is none. */
            limitUsd?: number;
            /** @description What ended trials cost. */
            spentUsd: number;
            /** @description What is set aside for trials that run. */
            reservedUsd: number;
            /** @description By how much costs reported afterwards exceeded the limit; 0 with a meter. */
            overrunUsd: number;
        };
        /** @description A study as `GET studies/{name}` shows it. */
        StudyView: {
            /** @description The study's name. */
            name: string;
            /**
             * Format: uuid
             * @description Its identifier (a UUID of version 7), which no other study has, one of its name that was deleted included.
             */
            id?: string;
            /**
             * @description Pending, running or ended.
             * @enum {string}
             */
            state: "running" | "ended" | "pending";
            /**
             * @description Why it ended; with `running`: why it is about to end, when its running trials have.
             * @enum {string}
             */
            stopReason?: "trials" | "budget" | "timeout" | "target" | "plateau" | "requested" | "failures" | "exhausted" | "error";
            /** @description What it waits for; null when it ended, or goes on. */
            waiting?: components["schemas"]["WaitingView"];
            /** @description What went wrong, when the reason is `error`; how the last trial failed, when it is `failures`. */
            error?: string;
            /** @description What it was asked to do. */
            spec: components["schemas"]["StudySpec"];
            /** @description The parameters that its trials have declared so far, in the order in which they did; null for a study whose spec lists them. */
            parameters?: components["schemas"]["ParameterSpec"][];
            /** @description The tags of its spec; null when there are none. */
            tags?: {
                [key: string]: string;
            };
            /** @description Notes that are kept with it, by name; null when there are none. */
            attributes?: {
                [key: string]: string;
            };
            /** @description What its spec asks for and may not mean, a sentence each, in the answer to its start; what a change took from a definition, in the answer to that; null when there is nothing to say. */
            remarks?: string[];
            /** @description What its values are called, one name for each direction. */
            valueNames?: string[];
            /** @description Trials by state. */
            counts: components["schemas"]["TrialCounts"];
            /** @description Its money; null without a budget and without costs. */
            ledger: components["schemas"]["LedgerView"];
            /** @description The best complete trial so far (one direction only). */
            best?: components["schemas"]["BestView"];
            /** @description What it has learnt from studies before it, and whether it helped; null where its spec does not ask for that. */
            warmStart?: components["schemas"]["WarmStartView"];
            /** @description How far its trials are runs of the MLflow server; null where its spec does not ask for that. */
            mlflow?: components["schemas"]["MlflowView"];
            /**
             * Format: int32
             * @description How many enqueued points wait to be tried.
             */
            enqueued: number;
            /** @description The regions of which no point is suggested; null for none. */
            exclude?: {
                [key: string]: (null | boolean | number | string)[];
            }[];
            /** @description What was changed of its search space, its excluded regions, its `where` and its hidden trials since its start, the first first; null for nothing. */
            changes?: components["schemas"]["StudyEdit"][];
            /**
             * Format: date-time
             * @description When it was created (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was started (UTC); null while it is pending.
             */
            startedAt?: string;
            /**
             * Format: date-time
             * @description When it ended (UTC).
             */
            endedAt?: string;
            /**
             * Format: date-time
             * @description When its time is over (UTC).
             */
            deadline?: string;
            /**
             * Format: double
             * @description How long it has taken since it was started, in seconds.
             */
            durationSeconds: number;
            /**
             * Format: int32
             * @description How many of its trials have ended, in whatever way.
             */
            trialsRun: number;
            /** @description The command that lets a study that has ended go on, far enough to try each enqueued point; null while it runs, and where none can. */
            continueWith?: string;
        };
        /** @description The best trial of a study. */
        BestView: {
            /**
             * Format: int32
             * @description Its number.
             */
            number: number;
            /** @description Its values, one for each direction. */
            values: number[];
            /** @description The suggested parameters. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
        };
        /** @description What a study has learnt from studies before it, and whether it helped. */
        WarmStartView: {
            /** @description The studies that it learns from, the most similar first; empty where none was similar enough. */
            from: components["schemas"]["SimilarStudyView"][];
            /**
             * Format: int32
             * @description How many of their best points it tries.
             */
            points: number;
            /** @description The trials of those points so far, by number. */
            trials: number[];
            /** @description The ranges and choices to which its sampler keeps; null where it searches all of its space. */
            learned?: components["schemas"]["ParameterSpec"][];
            /**
             * Format: int32
             * @description The place of the best of those points among all complete trials so far, from 1; null until one is complete, and with several directions.
             */
            bestWarmRank?: number;
            /**
             * Format: double
             * @description By how much the best of those points is better than the best of as many first points of the sampler's own, in the unit of the value; below 0 where it is worse; null until both are known.
             */
            gain?: number;
        };
        /** @description How far a study's trials are runs of the MLflow server. */
        MlflowView: {
            /** @description The experiment's name. */
            experiment: string;
            /** @description The experiment's identifier there; null until it is known. */
            experimentId?: string;
            /** @description The identifier of the study's own run, below which those of its trials are; null until there is one. */
            runId?: string;
            /**
             * Format: int32
             * @description How many trials are there with all that they came to.
             */
            sent: number;
            /**
             * Format: int32
             * @description How many trials have ended and are not there yet.
             */
            unsent: number;
            /**
             * Format: int32
             * @description How many files of trials were left out, because the server keeps files where only its own clients reach them.
             */
            filesLeftOut: number;
            /** @description Whether nothing more is to be sent: the study has ended, and all was sent or given up. */
            done: boolean;
            /** @description What went wrong last; null when nothing did, or all has arrived since. */
            lastError?: string;
            /**
             * Format: date-time
             * @description When that was (UTC).
             */
            lastErrorAt?: string;
        };
        /** @description A change of what a study searches or learns from, made after its start: an entry of its history. */
        StudyEdit: {
            /**
             * Format: date-time
             * @description When it was made (UTC).
             */
            at: string;
            /** @description Who made it, as the app knows its callers: `owner`, `key ID` or `user ID`. */
            by: string;
            /**
             * Format: int32
             * @description The first trial that was suggested under it.
             */
            fromTrial: number;
            /** @description The parameters that it changed or added; null for none. */
            parameters?: components["schemas"]["ParameterEdit"][];
            /** @description The regions that are excluded since, all of them; null where that was not changed. */
            exclude?: {
                [key: string]: (null | boolean | number | string)[];
            }[];
            /** @description The comparisons that every point keeps since, all of them; null where that was not changed. */
            where?: string[];
            /**
             * Format: int32
             * @description The trial that it hid from the sampler's model and from the best; null for none.
             */
            hidden?: number;
            /**
             * Format: int32
             * @description The trial that it showed again; null for none.
             */
            shown?: number;
            /** @description The points that waited to be tried and were dropped, because they do not fit any more; null for none. */
            dropped?: {
                [key: string]: null | boolean | number | string;
            }[];
        };
        /** @description What was changed of one parameter of a study. */
        ParameterEdit: {
            /** @description What it is since. */
            after: components["schemas"]["ParameterSpec"];
            /** @description What it was; null for a new one. */
            before?: components["schemas"]["ParameterSpec"];
            /** @description What the trials before it are taken to have had of a new one. */
            oldValue?: null | boolean | number | string;
        };
        /** @description What `GET studies/{name}?since=` answers: what has changed of a study since a caller last looked. */
        StudyChangesView: {
            /** @description What to give as `since` the next time. */
            seq: string;
            /** @description Whether more has changed than is told here: the rest comes at once when it is asked for with `seq`. */
            isCut: boolean;
            /** @description The whole study, when a request has changed it since, or the caller knows nothing of it yet; null when its `progress` is all that has changed. */
            study?: components["schemas"]["StudyView"];
            /** @description How it stands. */
            progress: components["schemas"]["StudyProgressView"];
            /** @description The trials that are new or have changed, each as it is now. One may be told again that has not changed. */
            trials: components["schemas"]["TrialView"][];
        };
        /** @description What changes of a study while it runs; see `studyView`. */
        StudyProgressView: {
            /**
             * Format: uuid
             * @description Its identifier: another one is another study, of the same name.
             */
            id?: string;
            /**
             * @description Running or ended.
             * @enum {string}
             */
            state: "running" | "ended" | "pending";
            /**
             * @description Why it ended, or is about to.
             * @enum {string}
             */
            stopReason?: "trials" | "budget" | "timeout" | "target" | "plateau" | "requested" | "failures" | "exhausted" | "error";
            /** @description What it waits for; null when it ended, or goes on. */
            waiting?: components["schemas"]["WaitingView"];
            /** @description What went wrong, if something did. */
            error?: string;
            /** @description Trials by state. */
            counts: components["schemas"]["TrialCounts"];
            /** @description Its money. */
            ledger: components["schemas"]["LedgerView"];
            /** @description The best complete trial so far (one direction only). */
            best?: components["schemas"]["BestView"];
            /**
             * Format: int32
             * @description How many enqueued points wait to be tried.
             */
            enqueued: number;
            /**
             * Format: date-time
             * @description When it ended (UTC).
             */
            endedAt?: string;
            /**
             * Format: date-time
             * @description When its time is over (UTC).
             */
            deadline?: string;
            /**
             * Format: double
             * @description How long it has taken since it was created, in seconds.
             */
            durationSeconds: number;
            /** @description The command that lets a study that has ended go on. */
            continueWith?: string;
        };
        /** @description One trial. */
        TrialView: {
            /**
             * Format: int32
             * @description Its number in the study, from 0.
             */
            number: number;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            state: "waiting" | "running" | "complete" | "pruned" | "failed";
            /** @description The suggested parameters; conditional ones that do not apply are absent. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /** @description Its values, one for each direction; for a pruned trial the last one reported, if any. */
            values?: number[];
            /**
             * Format: int32
             * @description The last step that it reported, if any.
             */
            lastStep?: number;
            /** @description Values of the spec's constraints by name; feasible when each is ≤ 0. */
            constraints?: {
                [key: string]: number;
            };
            /** @description What the objective measured beside its values, by name. */
            metrics?: {
                [key: string]: number;
            };
            /** @description Whether its point was asked for (defaults, enqueued) rather than suggested by the sampler. */
            enqueued: boolean;
            /** @description Whether it is hidden from the sampler's model and from the best. */
            hidden?: boolean;
            /** @description What all its attempts cost in US dollars. */
            costUsd: number;
            /**
             * Format: int32
             * @description How many times its evaluation was started.
             */
            attempt: number;
            /** @description What the worker that was last given it calls itself, where it said so. */
            worker?: string;
            /** @description The identifier of its run on the MLflow server; null where it has none. */
            mlflowRunId?: string;
            /** @description Why it was pruned or failed. */
            reason?: string;
            /**
             * Format: date-time
             * @description When it was suggested (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When its last attempt started (UTC).
             */
            startedAt?: string;
            /**
             * Format: date-time
             * @description When it ended (UTC).
             */
            endedAt?: string;
            /**
             * Format: double
             * @description How long its last attempt took, in seconds; of one that runs, how long it has shown signs of life; null while it waits, and when it was never evaluated.
             */
            durationSeconds?: number;
            /** @description Intermediate values by step; only where one trial is asked for. */
            reports?: components["schemas"]["ReportView"][];
            /** @description What the objective noted about the trial. */
            attributes?: {
                [key: string]: string;
            };
        };
        /** @description One intermediate value, or one of each direction of a study with several. */
        ReportView: {
            /**
             * Format: int32
             * @description The step, 0 or more: an epoch, a fold, a rung.
             */
            step: number;
            /**
             * Format: double
             * @description The value at it; with several directions that of the first.
             */
            value: number;
            /** @description What the evaluation had cost by then in US dollars, where the objective reports it. */
            costUsd?: number;
            /** @description The value of each direction at it, in their order; null where one number was reported. Who tells it may leave `value` out. */
            values?: number[];
        };
        /** @description What `PATCH studies/{name}` takes: what is absent stays. */
        ExtendRequest: {
            /**
             * Format: int32
             * @description The new total of trials, not less than the old one.
             */
            trials?: number;
            /** @description The new money limit in US dollars, not less than the old one. */
            limitUsd?: number;
            /**
             * Format: double
             * @description The new time limit in seconds from the study's creation; not less than the old one.
             */
            timeoutSeconds?: number;
            /** @description Notes to keep with the study, by name, beside those that it has; null removes one. Up to 100 in all, and 32 KB. */
            attributes?: {
                [key: string]: null | string;
            };
            /** @description The parameters to search otherwise from now on, by name, in the forms of a study file; the others stay. A new one needs `oldValue`. Trials that run end under the old space. */
            searchSpace?: {
                [key: string]: components["schemas"]["ParameterChange"];
            };
            /** @description The regions of which no point is suggested from now on, in place of those before; an empty list excludes none. Each names one or more parameters: of a number `[low, high]` or one value, of a categorical its choices; a point that has all of them is excluded. Up to 100. */
            exclude?: {
                [key: string]: (null | boolean | number | string)[];
            }[];
            /** @description The comparisons that every point keeps which is suggested from now on, in place of those before, such as `units2 <= units1`; an empty list asks for none. Up to 100, as in a study file. */
            where?: string[];
        };
        /** @description A parameter as a study is to search it from now on: its new definition, which takes the place of the old one. */
        ParameterChange: {
            /**
             * @description Its kind; of a parameter that the study has already it stays. Which of the other fields apply depends on it.
             * @enum {string}
             */
            kind: "float" | "int" | "categorical" | "normal" | "logNormal" | "ordinal";
            /** @description The parameter exists only when each named parameter exists and has one of the values listed. */
            when?: {
                [key: string]: (null | boolean | number | string)[];
            };
            /** @description What the trials so far are taken to have had: of a new parameter, and of that only. A value that it can take. */
            oldValue?: null | boolean | number | string;
            /**
             * Format: double
             * @description The lowest value (inclusive).
             */
            low?: number;
            /**
             * Format: double
             * @description The highest value (inclusive).
             */
            high?: number;
            /** @description Whether it is searched on a logarithmic scale; needs a positive low. */
            log?: boolean;
            /**
             * @description The scale that it is searched on: `logit`, for floats above 0 and below 1, without a step; null for a linear one, or where `log` says it.
             * @enum {string}
             */
            scale?: "logit";
            /**
             * Format: double
             * @description Values are low, low + step, low + 2 step, …
             */
            step?: number;
            /** @description The choices of a categorical, or of an ordinal in their order. */
            choices?: (null | boolean | number | string)[];
            /** @description Whether its values are choices: those of a categorical or an ordinal. */
            hasChoices?: boolean;
            /**
             * Format: double
             * @description The mean (of the logarithm, for a lognormal).
             */
            mu?: number;
            /**
             * Format: double
             * @description The standard deviation (of the logarithm, for a lognormal).
             */
            sigma?: number;
        };
        /** @description One page of a list. */
        PageViewOfTrialView: {
            /** @description The items. */
            items: components["schemas"]["TrialView"][];
            /** @description What to give as `after` for the next page; null at the end. */
            next?: string;
        };
        /** @description The body of `POST studies/{name}/enqueue`: points to try before the sampler's own. */
        EnqueueRequest: {
            /** @description 1 to 1,000 points: values by parameter; parameters that a point lacks are left to the sampler. */
            points: {
                [key: string]: null | boolean | number | string;
            }[];
        };
        /** @description A study with everything about its trials. */
        StudyExportView: {
            /** @description The study; what is secret of it is left out. */
            study: components["schemas"]["StudyView"];
            /** @description Its trials by ascending number, each with its intermediate values. */
            trials: components["schemas"]["TrialView"][];
        };
        /** @description What is noteworthy about a study, and what to do about it. */
        HintsView: {
            /** @description The study. */
            name: string;
            /**
             * Format: int32
             * @description The sequence number of the study's last advance.
             */
            sequence: number;
            /** @description The hints, warnings first. */
            hints: components["schemas"]["HintView"][];
        };
        /** @description One thing that is noteworthy about a study. */
        HintView: {
            /**
             * @description What it is about.
             * @enum {string}
             */
            kind: "bound" | "noEffect" | "duplicates" | "plateau" | "noise" | "failureRegion";
            /**
             * @description How much it matters.
             * @enum {string}
             */
            severity: "info" | "warning";
            /** @description The parameters that it is about; empty when it is about none. */
            parameters: string[];
            /** @description What was found, as a sentence. */
            text: string;
            /** @description What to do about it, as a sentence. */
            action: string;
        };
        /** @description How a study went: its values, its time and its money. Times are seconds since `startedAt`. */
        HistoryView: {
            /** @description The study. */
            name: string;
            /**
             * Format: int32
             * @description The sequence number of the study's last advance.
             */
            sequence: number;
            /**
             * Format: date-time
             * @description When the study started; when it was created, while it has not.
             */
            startedAt: string;
            /** @description The value that is shown. */
            metric: string;
            /**
             * @description Whether less or more of it is better.
             * @enum {string}
             */
            direction: "minimize" | "maximize";
            /** @description How many of the trials that have ended `points` shows. */
            counts: components["schemas"]["ShownCounts"];
            /** @description The trials that were the best one when they ended. */
            best: components["schemas"]["BestSteps"];
            /** @description The trials that have ended. */
            points: components["schemas"]["HistoryPoints"];
            /** @description When trials ran. */
            timeline: components["schemas"]["HistoryTimeline"];
            /** @description How the hypervolume grew; null with one value. */
            hypervolume?: components["schemas"]["HypervolumeHistory"];
            /** @description Which share of the complete trials came to how much. */
            edf: components["schemas"]["EdfView"];
            /** @description Intermediate values. */
            curves: components["schemas"]["CurveView"][];
            /** @description How many of the trials that reported have a curve here. */
            curveCounts: components["schemas"]["ShownCounts"];
        };
        /** @description How much of what there is an answer shows: the rest was thinned out, or is not needed. */
        ShownCounts: {
            /**
             * Format: int32
             * @description How many are shown.
             */
            shown: number;
            /**
             * Format: int32
             * @description How many there are.
             */
            of: number;
        };
        /** @description Trials that have ended, in columns of equal length, by number. */
        HistoryPoints: {
            /** @description Their numbers. */
            number: number[];
            /** @description Their values; of a pruned trial the last one it reported; null where there is none. */
            value: (null | number)[];
            /** @description Their states. */
            state: ("waiting" | "running" | "complete" | "pruned" | "failed")[];
            /** @description When they ended. */
            seconds: number[];
            /** @description What each cost, in US dollars. */
            costUsd: number[];
            /** @description What all trials had cost that had ended by then, in US dollars. */
            spentUsd: number[];
        };
        /** @description When trials ran, in columns of equal length, by number: the newest and the best ones. */
        HistoryTimeline: {
            /** @description Their numbers. */
            number: number[];
            /** @description Their states. */
            state: ("waiting" | "running" | "complete" | "pruned" | "failed")[];
            /** @description When the last attempt of each began. */
            start: number[];
            /** @description When each ended; null for one that runs. */
            end: (null | number)[];
        };
        /** @description The hypervolume after trials that added to it, in columns of equal length. */
        HypervolumeHistory: {
            /** @description The trials. */
            number: number[];
            /** @description The hypervolume after each. */
            value: number[];
        };
        /** @description The intermediate values of a trial, in columns of equal length. */
        CurveView: {
            /**
             * Format: int32
             * @description The trial.
             */
            number: number;
            /**
             * @description Its state.
             * @enum {string}
             */
            state: "waiting" | "running" | "complete" | "pruned" | "failed";
            /** @description The steps, ascending. */
            step: number[];
            /** @description The value at each; null where it was not finite. */
            value: (null | number)[];
        };
        /** @description A part of an import, the body of `POST studies/{name}/import`: trials that ended elsewhere, which become a study that has ended. The first part brings the study file; nobody sees the study before the last trial is there. */
        ImportRequest: {
            /** @description What names the import, 1 to 128 characters: a hash of what is imported, for example. The same one again goes on where it stands, or finds the study that it has made. */
            import: string;
            /**
             * Format: int32
             * @description How many trials the import has in all, 1 to 1,000,000.
             */
            of: number;
            /**
             * Format: int32
             * @description The number of the first trial of this part; 0 where the import begins.
             */
            first?: number;
            /** @description The trials by ascending number, up to 1,000. */
            trials: components["schemas"]["ImportTrial"][];
            /** @description The study file, an object, which every part may have and the first must. */
            study?: unknown;
            /** @description What the trials have declared, by name, where the study's search space is `open`; beside the study file. */
            parameters?: {
                [key: string]: components["schemas"]["ParameterDeclaration"];
            };
        };
        /** @description A trial that ended elsewhere. */
        ImportTrial: {
            /**
             * @description How it ended: `complete`, `pruned` or `failed`.
             * @enum {string}
             */
            state: "waiting" | "running" | "complete" | "pruned" | "failed";
            /** @description Its parameters, each a value of the study's space; it may lack some. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /** @description Its values: one for each direction of a complete trial, at most one of a pruned one, none of a failed one. */
            values?: number[];
            /** @description Why it was pruned or failed; cut at 2,000 characters. */
            reason?: string;
            /** @description Intermediate values by ascending step, up to 8,000. */
            reports?: components["schemas"]["ReportView"][];
            /** @description Values of the study's constraints by name; a complete trial has each. */
            constraints?: {
                [key: string]: number;
            };
            /** @description What else was measured, by name. */
            metrics?: {
                [key: string]: number;
            };
            /** @description Notes about it. */
            attributes?: {
                [key: string]: string;
            };
            /** @description What it cost in US dollars. */
            costUsd?: number;
            /**
             * Format: date-time
             * @description When it was suggested (UTC), from 1970 on; when it started, where that is not said.
             */
            createdAt?: string;
            /**
             * Format: date-time
             * @description When it started (UTC).
             */
            startedAt?: string;
            /**
             * Format: date-time
             * @description When it ended (UTC).
             */
            endedAt?: string;
        };
        /** @description How the values of a parameter are distributed that a trial of a study with an open search space declares. */
        ParameterDeclaration: {
            /**
             * @description Its kind; which of the other fields apply depends on it.
             * @enum {string}
             */
            type: "float" | "int" | "categorical" | "normal" | "logNormal" | "ordinal";
            /**
             * Format: double
             * @description The lowest value (inclusive).
             */
            low?: number;
            /**
             * Format: double
             * @description The highest value (inclusive).
             */
            high?: number;
            /** @description Whether it is searched on a logarithmic scale; needs a positive low. */
            log?: boolean;
            /**
             * @description The scale that it is searched on: `logit`, for floats above 0 and below 1, without a step; null for a linear one, or where `log` says it.
             * @enum {string}
             */
            scale?: "logit";
            /**
             * Format: double
             * @description Values are low, low + step, low + 2 step, …
             */
            step?: number;
            /** @description The choices of a categorical, or of an ordinal in their order. */
            choices?: (null | boolean | number | string)[];
            /** @description Whether its values are choices: those of a categorical or an ordinal. */
            hasChoices?: boolean;
            /**
             * Format: double
             * @description The mean (of the logarithm, for a lognormal).
             */
            mu?: number;
            /**
             * Format: double
             * @description The standard deviation (of the logarithm, for a lognormal).
             */
            sigma?: number;
        };
        /** @description How far an import is. */
        ImportView: {
            /** @description The study. */
            name: string;
            /** @description What names the import. */
            import: string;
            /**
             * Format: int32
             * @description How many of its trials are there: the number of the next.
             */
            imported: number;
            /**
             * Format: int32
             * @description How many it has in all.
             */
            of: number;
            /** @description The study, once all its trials are there. */
            study?: components["schemas"]["StudyView"];
        };
        /** @description How important the parameters of a study are for one of its values. */
        ImportanceView: {
            /** @description The study. */
            name: string;
            /**
             * Format: int32
             * @description The sequence number of the study's last advance.
             */
            sequence: number;
            /** @description The value that the importances are for. */
            metric: string;
            /**
             * @description How they were computed.
             * @enum {string}
             */
            method: "pedAnova" | "fanova" | "permutation";
            /** @description How many of the complete trials they rest on. */
            counts: components["schemas"]["ShownCounts"];
            /** @description The parameters, the most important first; their importances sum to 1. Empty with `reason`. */
            parameters: components["schemas"]["ParameterImportance"][];
            /** @description Pairs of parameters, the most important first: what both explain together beyond what each explains alone, as a share of all variance. Of fANOVA only, among the sixteen most important parameters. */
            interactions: components["schemas"]["ParameterInteraction"][];
            /** @description Why there are no importances yet; null when there are. */
            reason?: string;
        };
        /** @description What two parameters explain together beyond what each explains alone. */
        ParameterInteraction: {
            /** @description A parameter. */
            first: string;
            /** @description Another one. */
            second: string;
            /**
             * Format: double
             * @description The share of all variance, 0 to 1.
             */
            importance: number;
        };
        /** @description The trials of a study of which no other is better in every value, and how much they dominate. */
        ParetoView: {
            /** @description The study. */
            name: string;
            /**
             * Format: int32
             * @description The sequence number of the study's last advance.
             */
            sequence: number;
            /** @description The study's values. */
            metrics: components["schemas"]["ParetoMetric"][];
            /** @description How many of the complete trials are shown. */
            counts: components["schemas"]["ShownCounts"];
            /** @description The numbers of the trials on the front, the best in the first value first. */
            front: number[];
            /**
             * Format: int32
             * @description The trial of the front from which a little more of one value begins to cost much of the others; null with one value, or without a front.
             */
            knee?: number;
            /**
             * Format: double
             * @description The exact volume between the front and `reference`; null where the front is too large for it.
             */
            hypervolume?: number;
            /** @description The reference point, a tenth of the values' range beyond the worst of each. */
            reference: number[];
            /** @description The complete trials. */
            points: components["schemas"]["ParetoPoints"];
            /** @description How the hypervolume grew. */
            history: components["schemas"]["HypervolumeSteps"];
        };
        /** @description A value of a study. */
        ParetoMetric: {
            /** @description Its name. */
            name: string;
            /**
             * @description Whether less or more of it is better.
             * @enum {string}
             */
            direction: "minimize" | "maximize";
        };
        /** @description Complete trials in columns of equal length, by number. */
        ParetoPoints: {
            /** @description Their numbers. */
            number: number[];
            /** @description For each value a column. */
            values: number[][];
            /** @description Whether each trial meets its constraints. */
            feasible: boolean[];
            /** @description Whether each is on the front. */
            front: boolean[];
        };
        /** @description The hypervolume after trials that added to it. */
        HypervolumeSteps: {
            /** @description The trials. */
            number: number[];
            /** @description The hypervolume after each. */
            hypervolume: number[];
        };
        /** @description What a study has come to, for programs that use its parameters. */
        ResultView: {
            /** @description Whether the study has ended, for whatever reason. */
            completed: boolean;
            /**
             * Format: int32
             * @description The number of the best trial; null with `fallback`.
             */
            bestTrial?: number;
            /** @description The parameters to use: defaults ← best ← fixed, as an evaluation receives them; with `fallback` without those of a trial. */
            bestParameters: {
                [key: string]: null | boolean | number | string;
            };
            /**
             * Format: double
             * @description The value of the best trial; with several directions its first one.
             */
            bestValue?: number;
            /** @description With several directions all values of the best trial, in their order. */
            bestValues?: number[];
            /**
             * Format: int32
             * @description How many trials have ended, in whatever way.
             */
            trialsRun: number;
            /**
             * Format: int32
             * @description Those of them that were pruned.
             */
            trialsPruned: number;
            /**
             * Format: int32
             * @description Those of them for which the money did not suffice.
             */
            prunedForBudget: number;
            /**
             * Format: double
             * @description How long the study took, or has taken so far, in seconds.
             */
            durationSeconds: number;
            /** @description What its trials cost in US dollars. */
            spentUsd: number;
            /** @description About what pruning and the budget saved in US dollars: for each trial that was pruned, the median cost of complete ones less its own. */
            savedUsd: number;
            /** @description About what it cost on Azure to drive the study, beside that; null where the app does not run there on the Flex Consumption plan. */
            azure?: components["schemas"]["AzureCostView"];
            /**
             * @description Why it ended; null while it runs.
             * @enum {string}
             */
            stopReason?: "trials" | "budget" | "timeout" | "target" | "plateau" | "requested" | "failures" | "exhausted" | "error";
            /** @description Whether no trial stands behind the parameters: none is complete, or the study's objective is unknown here. */
            fallback: boolean;
        };
        /** @description About what it cost on Azure to drive a study, beside what its trials cost: derived from its counts, not measured. */
        AzureCostView: {
            /**
             * Format: int64
             * @description How often a function ran for it, its evaluations left out.
             */
            executions: number;
            /**
             * Format: int64
             * @description Requests to tables, queues and blobs, those of Durable Functions included.
             */
            storageOperations: number;
            /** @description What both cost in US dollars at list prices of 2025. */
            usd: number;
        };
        /** @description Trials with their parameters, for slices, ranks, contours and parallel coordinates. */
        ScatterView: {
            /** @description The study. */
            name: string;
            /**
             * Format: int32
             * @description The sequence number of the study's last advance.
             */
            sequence: number;
            /** @description The value that is shown. */
            metric: string;
            /**
             * @description Whether less or more of it is better.
             * @enum {string}
             */
            direction: "minimize" | "maximize";
            /** @description How many of the trials that have ended are shown. */
            counts: components["schemas"]["ShownCounts"];
            /** @description The search space's parameters. */
            parameters: components["schemas"]["ScatterParameter"][];
            /** @description The trials. */
            trials: components["schemas"]["ScatterTrials"];
            /** @description Correlations over all complete trials, those that are not shown included. */
            correlations: components["schemas"]["CorrelationsView"];
        };
        /** @description A parameter's range. */
        ScatterParameter: {
            /** @description Its name. */
            name: string;
            /**
             * @description Its kind.
             * @enum {string}
             */
            kind: "float" | "int" | "categorical" | "normal" | "logNormal" | "ordinal";
            /**
             * Format: double
             * @description The lowest value; null for a categorical, and where there is none.
             */
            low?: number;
            /**
             * Format: double
             * @description The highest value; null for a categorical, and where there is none.
             */
            high?: number;
            /** @description Whether it is searched on a logarithmic scale. */
            log: boolean;
            /**
             * @description The scale on which it is searched where that is neither linear nor logarithmic; null for those.
             * @enum {string}
             */
            scale?: "logit";
            /** @description The choices of a categorical. */
            choices?: (null | boolean | number | string)[];
        };
        /** @description Trials in columns of equal length, by number. */
        ScatterTrials: {
            /** @description Their numbers. */
            number: number[];
            /** @description Their values; null where a trial has none. */
            value: (null | number)[];
            /** @description Their states. */
            state: ("waiting" | "running" | "complete" | "pruned" | "failed")[];
            /** @description Whether a trial is the best one; with several directions, whether it is on the Pareto front. */
            best: boolean[];
            /** @description A column for each parameter; null where a trial does not have it, and where null is its value: see `absent`. */
            parameters: {
                [key: string]: (null | boolean | number | string)[];
            };
            /** @description For each parameter that is null in some trial, the places in its column where a trial does not have it, as where its condition is not met; in the column of any other parameter every null says that. Null where no parameter is null. */
            absent?: {
                [key: string]: number[];
            };
        };
        /** @description Spearman's rank correlations between numeric parameters and the value, over the complete trials. */
        CorrelationsView: {
            /** @description The numeric parameters, and last the value by its name. */
            parameters: string[];
            /** @description For each of them a row, −1 to 1; null where one of the two does not vary, or fewer than three trials have both. */
            matrix: (null | number)[][];
        };
        /** @description What `POST studies/{name}/stop` takes; an empty body stands for its defaults. */
        StopRequest: {
            /**
             * @description How the study ends.
             * @enum {string}
             */
            mode?: "now" | "afterRunning";
        };
        /** @description What `POST …/trials/suggest` takes; an empty body stands for its defaults. */
        SuggestRequest: {
            /**
             * Format: int32
             * @description How many trials the worker wants at most.
             */
            count?: number;
            /** @description What the worker calls itself, to be seen with its trials. */
            worker?: string;
            /**
             * Format: int32
             * @description For how many seconds the worker holds a trial after each sign of life; then the trial is given to another.
             */
            leaseSeconds?: number;
        };
        /** @description The trials that a worker is given; none when there is nothing to do now, or any more. */
        SuggestView: {
            /** @description The trials, which are the worker's until their leases run out. */
            trials: components["schemas"]["SuggestedTrialView"][];
            /** @description Whether the study gives out no more trials. */
            done: boolean;
            /**
             * @description Why it gives out no more.
             * @enum {string}
             */
            stopReason?: "trials" | "budget" | "timeout" | "target" | "plateau" | "requested" | "failures" | "exhausted" | "error";
        };
        /** @description A trial that a worker is given. */
        SuggestedTrialView: {
            /**
             * Format: int32
             * @description Its number in the study, from 0.
             */
            number: number;
            /** @description What to evaluate: the study's defaults, replaced by what was suggested, replaced by what is fixed. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /**
             * Format: int32
             * @description Which attempt at the trial this is, from 1.
             */
            attempt: number;
            /** @description A random text that every later call for the trial must carry. */
            lease: string;
            /**
             * Format: date-time
             * @description When the trial is given to another worker if this one shows no sign of life until then (UTC).
             */
            leaseUntil: string;
        };
        /** @description What `PATCH studies/{name}/trials/{number}` takes: what is absent stays. */
        AttributesRequest: {
            /** @description Notes to keep with the trial, by name, beside those that it has; null removes one. Up to 100 in all, and 32 KB. */
            attributes?: {
                [key: string]: null | string;
            };
            /** @description Whether the sampler's model and the best leave the trial out. */
            hidden?: boolean;
        };
        /** @description One page of a list. */
        PageViewOfArtifactView: {
            /** @description The items. */
            items: components["schemas"]["ArtifactView"][];
            /** @description What to give as `after` for the next page; null at the end. */
            next?: string;
        };
        /** @description A file that a trial keeps, and where it comes from: the same is kept beside it as `FILE.provenance.json`. */
        ArtifactView: {
            /** @description The file's name. */
            file: string;
            /**
             * Format: int64
             * @description How long it is.
             */
            bytes: number;
            /** @description The SHA-256 of its content, in hexadecimal digits. */
            sha256: string;
            /** @description What it is answered as. */
            contentType: string;
            /**
             * Format: date-time
             * @description When it was kept (UTC).
             */
            createdAt: string;
            /** @description The study. */
            study: string;
            /**
             * Format: uuid
             * @description The study's identifier, which no other study has, one of its name that was deleted included.
             */
            studyId?: string;
            /**
             * Format: int32
             * @description The trial.
             */
            trial: number;
            /**
             * Format: int32
             * @description The attempt that kept it, from 1.
             */
            attempt: number;
            /** @description What the trial evaluates: the study's defaults, replaced by what was suggested, replaced by what is fixed. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /** @description The trial's values, once there are any: not yet beside a file that was kept while the trial ran. */
            values?: number[];
            /**
             * Format: int64
             * @description The trial's seed, by the study's.
             */
            seed: number;
        };
        /** @description What `POST …/trials/{number}/complete` takes. */
        CompleteRequest: {
            /** @description The lease with which the trial was given. */
            lease?: string;
            /** @description One value for each direction of the study; `value` stands for one. */
            values?: number[];
            /** @description What the evaluation cost in US dollars, where the study's budget counts what is reported. */
            costUsd?: number;
            /** @description What else was measured, by name. */
            metrics?: {
                [key: string]: number;
            };
            /** @description Values of the study's constraints by name; feasible when each is ≤ 0. */
            constraints?: {
                [key: string]: number;
            };
            /** @description Notes to keep with the trial. */
            attributes?: {
                [key: string]: string;
            };
            /** @description The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an open search space does so. */
            used?: string[];
        };
        /** @description The answer to what a worker tells of a trial's end. */
        ToldView: {
            /**
             * Format: int32
             * @description The trial.
             */
            number: number;
            /**
             * @description How it has ended; `waiting` when there is to be another attempt.
             * @enum {string}
             */
            state: "waiting" | "running" | "complete" | "pruned" | "failed";
            /** @description Why it was pruned or failed. */
            reason?: string;
        };
        /** @description Why a trial was chosen, as `GET studies/{name}/trials/{number}/explain` shows it. */
        ExplanationView: {
            /**
             * Format: int32
             * @description The trial.
             */
            number: number;
            /** @description Its suggested parameters. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /** @description All that follows in plain sentences. */
            sentences: string[];
            /** @description Where its point came from: `default`, `warmStart`, `enqueued` or `suggested`; null where no origin is kept. */
            kind?: string;
            /** @description The study's sampler. */
            sampler: string;
            /** @description The program and the version that the sampler is of. */
            samplerVersion?: string;
            /**
             * Format: int64
             * @description The study's seed.
             */
            seed: number;
            /**
             * Format: int32
             * @description How many changes of the study came before it: under which space it was suggested.
             */
            spaceRevision: number;
            /**
             * Format: int32
             * @description The first trial that was suggested along with it: what was known then was known to all of them.
             */
            suggestedWith?: number;
            /**
             * Format: int32
             * @description How many trials had ended and were known.
             */
            ended?: number;
            /** @description The trials that were known to be waiting or running. */
            open?: number[];
            /**
             * Format: double
             * @description How much of the money was spent, or would be by trials that ran, 0 to 1; null without a budget.
             */
            spentShare?: number;
            /** @description By which means the sampler found the point, such as `gp`, `tpe` or `start`; null where it does not say. */
            method?: string;
            /**
             * Format: int32
             * @description How many trials its model was fitted to.
             */
            learntFrom?: number;
            /** @description What the acquisition is: of several points the one of the highest was suggested. */
            acquisition?: string;
            /**
             * Format: double
             * @description The acquisition at the point.
             */
            acquisitionValue?: number;
            /** @description The values that the model expected, one for each direction. */
            predictedValues?: number[];
            /** @description The standard deviations of those. */
            predictedDeviations?: number[];
            /** @description Whether the sampler's own point had been tried or was excluded, and this one took its place. */
            replaced: boolean;
            /** @description What it was expected to cost in US dollars. */
            predictedCostUsd?: number;
            /** @description What was set aside for it in US dollars when it was suggested. */
            reservedUsd?: number;
            /** @description The nearest of the best trials that were known then, the nearest first. */
            nearest?: components["schemas"]["NearTrialView"][];
        };
        /** @description A good trial near another one. */
        NearTrialView: {
            /**
             * Format: int32
             * @description Its number.
             */
            number: number;
            /** @description Its values. */
            values: number[];
            /**
             * Format: double
             * @description How far its point is away, in the unit cube of the space: a parameter whose choice differs, or that only one of the two has, counts as 1.
             */
            distance: number;
        };
        /** @description What `POST …/trials/{number}/fail` takes. */
        FailRequest: {
            /** @description The lease with which the trial was given. */
            lease?: string;
            /** @description What went wrong. */
            reason?: string;
            /** @description What the evaluation cost in US dollars. */
            costUsd?: number;
            /** @description Whether another attempt would fail alike: then there is none. */
            final?: boolean;
            /** @description Notes to keep with the trial, if there is no other attempt. */
            attributes?: {
                [key: string]: string;
            };
            /** @description The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an open search space does so. */
            used?: string[];
        };
        /** @description What `POST …/trials/{number}/heartbeat` takes. */
        HeartbeatRequest: {
            /** @description The lease with which the trial was given. */
            lease?: string;
        };
        /** @description The answer to a report or a heartbeat: whether the worker is to go on. */
        GoOnView: {
            /** @description Whether to stop: the trial has ended already, and its worker need not call again for it. */
            prune: boolean;
            /** @description Why. */
            reason?: string;
        };
        /** @description The end of what the last attempt at a trial wrote. */
        TrialLogView: {
            /**
             * Format: int32
             * @description The trial.
             */
            number: number;
            /**
             * Format: int32
             * @description The attempt, from 1.
             */
            attempt: number;
            /** @description The text, of at most 64 KiB; of a program what it wrote to its standard output and error, line by line. */
            text: string;
            /** @description Whether it wrote more before. */
            isCut: boolean;
        };
        /** @description What `POST …/trials/{number}/parameters` takes. */
        ParametersRequest: {
            /** @description The lease with which the trial was given. */
            lease?: string;
            /** @description The parameters that the trial asks for, by name; 1 to 1,000. */
            parameters?: {
                [key: string]: components["schemas"]["ParameterDeclaration"];
            };
        };
        /** @description The answer to a trial that asks for parameters: their values in this trial. */
        ParametersView: {
            /** @description The values by name. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /** @description Whether to stop: the trial has ended already, and its worker need not call again for it. */
            prune?: boolean;
            /** @description Why. */
            reason?: string;
        };
        /** @description What `POST …/trials/{number}/prune` takes. */
        PruneRequest: {
            /** @description The lease with which the trial was given. */
            lease?: string;
            /** @description Why the worker gives the trial up. */
            reason?: string;
            /** @description What the evaluation cost in US dollars. */
            costUsd?: number;
            /** @description Notes to keep with the trial. */
            attributes?: {
                [key: string]: string;
            };
            /** @description The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an open search space does so. */
            used?: string[];
        };
        /** @description What came of computing a trial's point again from the study's rows. */
        ReplayView: {
            /**
             * Format: int32
             * @description The trial.
             */
            number: number;
            /** @description Whether the same point came out; null where it could not be computed. */
            same?: boolean;
            /** @description What came of it, in a sentence. */
            result: string;
            /** @description The point that the trial has. */
            parameters: {
                [key: string]: null | boolean | number | string;
            };
            /** @description The point that was computed; null where none could be. */
            computed?: {
                [key: string]: null | boolean | number | string;
            };
            /** @description The program and the version that the sampler was of when it suggested the trial. */
            samplerVersion?: string;
            /** @description Those that it is of now. */
            computedWith?: string;
        };
        /** @description What `POST …/trials/{number}/report` takes. */
        ReportRequest: {
            /** @description The lease with which the trial was given. */
            lease?: string;
            /** @description Intermediate values, up to 100; a body with `step` and `value` (or `values`) of its own stands for one. */
            reports?: components["schemas"]["ReportView"][];
            /** @description Whether the pruner is asked about them, as it is unless this is false: then they are kept, and end nothing. */
            judge?: boolean;
            /** @description The parameters that the evaluation has asked for so far; the others are removed when the trial ends. Only a study with an open search space does so. */
            used?: string[];
        };
        /** A study of Serverless Tuner */
        StudyFile: {
            $schema?: string | null;
            /** @description The study's name, `^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`; also its partition key. */
            name: string;
            /** @description What a trial evaluates. */
            objective?: (string | null) | {
                /** @enum {unknown} */
                kind?: "registered" | "command" | "http" | "external" | null;
                name?: string | null;
                command?: string[] | null;
                workingDirectory?: string | null;
                environment?: {
                    [key: string]: string;
                } | null;
                passEnvironment?: string[] | null;
                url?: string | null;
                secret?: string | null;
                headers?: {
                    [key: string]: string;
                } | null;
                timeoutSeconds?: number | null;
            };
            /** @description One direction for each value that the objective returns; usually one. */
            directions?: ("minimize" | "maximize")[] | null;
            /** @description What the values are called, one name for each direction; null for the default names. Where the objective returns no values, the metrics of these names are the values. */
            valueNames?: string[] | null;
            /** @description The parameters, in the order of the file; a conditional one may stand before the one it depends on. */
            searchSpace?: null | "open" | components["schemas"]["StudyFile.parameter"][] | ({
                preset?: components["schemas"]["StudyFile.spacePreset"] | components["schemas"]["StudyFile.shortParameter"];
            } & {
                [key: string]: components["schemas"]["StudyFile.shortParameter"];
            });
            /**
             * @description Whether the trials declare the parameters while they run (`"searchSpace": "open"`): then `searchSpace` is empty.
             * @default false
             */
            openSpace?: boolean | null;
            /**
             * @description How many trials are to end, of whatever outcome.
             * @default 100
             */
            trials?: number | null;
            /**
             * @description How many trials run at once.
             * @default 1
             */
            parallelism?: number | null;
            /**
             * @description Whole batches of `parallelism` instead of refilling each slot: the same seed then gives the same trials whatever the order in which they end.
             * @default false
             */
            waves?: boolean | null;
            /**
             * @description The seed that every trial's own generator derives from.
             * @default 0
             */
            seed?: number | null;
            /** @description How points are suggested. */
            sampler?: components["schemas"]["StudyFile.sampler"];
            /** @description When a trial that reports is cut short; by default never. */
            pruner?: components["schemas"]["StudyFile.pruner"];
            /**
             * @description How often a noisy objective is evaluated at each point, its values averaged. Each repeat is then a step that the pruner sees.
             * @default 1
             */
            repeats?: number | null;
            /** @description The value is this weighted sum of metrics that the objective returns, weights by name; null when its own value counts. */
            score?: {
                [key: string]: number;
            } | null;
            /** @description Bounds on metrics that the objective returns. */
            guards?: {
                /** @description The metric's name. */
                metric: string;
                /** @description The least that it may be. */
                min?: number | null;
                /** @description The most that it may be. */
                max?: number | null;
                /** @description What is left of the value when the bound is broken: each value is made worse by (1 − penalty) of its magnitude, which counts as 0.01 at least. Null makes the bound a constraint instead: a trial that breaks it is infeasible and is never the best. */
                penalty?: number | null;
            }[] | null;
            /** @description A trial that reported fewer intermediate values than this is pruned, whatever it returns. */
            minReports?: number | null;
            /** @description A trial whose metric `predictions` is below this is pruned, whatever it returns. */
            minPredictions?: number | null;
            /** @description The money limit and the meter; null when nothing is limited. */
            budget?: (({
                /** @description US dollars that the study may cost in all; required where it names no `group`. */
                limitUsd?: number | null;
                /** @description The name of a budget that many studies share, beside the study's own limit or instead of one. */
                group?: string | null;
                /** @description Meter: US dollars for an hour of evaluation. */
                usdPerHour?: number | null;
                /** @description Meter: US dollars for an attempt at a trial, however long. */
                usdPerTrial?: number | null;
                /** @description Meter: Azure Functions' Consumption plan. */
                functions?: (({
                    /** @description Memory of an instance in GB of 1,024 MB; billed in steps of 128 MB, rounded up. */
                    memoryGb?: number;
                    /**
                     * @description US dollars for a GB-second.
                     * @default 0.000016
                     */
                    usdPerGbSecond?: number | null;
                    /**
                     * @description US dollars for an execution.
                     * @default 2e-7
                     */
                    usdPerExecution?: number | null;
                } & (unknown | unknown)) | null) & (unknown | unknown);
                /** @description Meter: Azure Functions' Flex Consumption plan. */
                flex?: {
                    /** @description Memory of an instance in GB of 1,024 MB: Azure offers 0.5, 2 and 4. Without it that of the app's own instances. */
                    memoryGb?: number | null;
                    /**
                     * @description US dollars for a GB-second.
                     * @default 0.000026
                     */
                    usdPerGbSecond?: number | null;
                    /**
                     * @description US dollars for an execution.
                     * @default 4e-7
                     */
                    usdPerExecution?: number | null;
                } | null;
                /**
                 * @description Meter: what the objective reports, alone or beside the other meters.
                 * @default false
                 */
                reported?: boolean | null;
                /** @description What a trial is expected to cost in US dollars, as long as nothing is known of what trials cost. */
                expectedUsd?: number | null;
                /**
                 * @description How much is set aside for a trial.
                 * @default strict
                 * @enum {unknown}
                 */
                policy?: "strict" | "expected" | null;
            } | unknown | unknown | unknown) | null) | unknown | unknown | unknown;
            /** @description The study ends this many seconds after its start; trials that still run are pruned. */
            timeoutSeconds?: number | null;
            /** @description A trial that runs longer than this many seconds fails. */
            trialTimeoutSeconds?: number | null;
            /**
             * @description How many seconds a trial that is cut short has to end by itself before it is left alone or killed.
             * @default 5
             */
            gracePeriodSeconds?: number | null;
            /**
             * @description How often a trial that throws is tried in all.
             * @default 2
             */
            maxAttempts?: number | null;
            /**
             * @description The wait before the second attempt, in seconds; doubles for each further one, with jitter.
             * @default 1
             */
            retryDelaySeconds?: number | null;
            /** @description The study ends as soon as a trial is at least this good (one direction only). */
            target?: number | null;
            /** @description The study ends after this many complete trials without an improvement (one direction only). */
            plateauTrials?: number | null;
            /** @description With `plateauTrials`: the study ends when the improvement still to be expected of a trial has been below this for that many complete trials in a row. Null: when none of them was an improvement. */
            plateauThreshold?: number | null;
            /** @description The study ends when so many trials in a row have failed (1 or more), or such a share of those that ended (below 1; once there are 10). */
            maxFailures?: number | null;
            /**
             * @description Whether the same point always gives the same values: then none is tried twice.
             * @default false
             */
            deterministic?: boolean | null;
            /** @description Points to try first, after the defaults and before the sampler's own; up to 1,000. Parameters that one lacks are left to the sampler. */
            enqueue?: {
                [key: string]: components["schemas"]["StudyFile.value"];
            }[] | null;
            /** @description The regions of which no point is suggested; null for none. Each names one or more parameters: of a number `[low, high]` or one value, of a categorical its choices; a point that has all of them is excluded. Up to 100. */
            exclude?: {
                [key: string]: components["schemas"]["StudyFile.value"] | components["schemas"]["StudyFile.values"];
            }[] | null;
            /** @description Comparisons of sums and products of numeric parameters, such as `units2 <= units1` and `layers * units1 <= 4096`, that every point keeps which has their parameters; null for none. Up to 100, each of up to 500 characters; a name that is no identifier stands between backquotes. */
            where?: string[] | null;
            /** @description Names of values that the objective returns beside its own; a trial is feasible when each is ≤ 0. */
            constraints?: string[] | null;
            /** @description Notes that the study starts with, by name; only `POST studies` takes them, and the study has them from then on, not its spec. */
            attributes?: {
                [key: string]: string;
            } | null;
            /** @description Short texts by name, by which studies are found; up to 50, of names up to 128 and values up to 256 characters. */
            tags?: {
                [key: string]: string;
            } | null;
            /** @description Webhooks that are told what happens to the study; up to 8. */
            notify?: {
                url: string;
                secret?: string | null;
                on: ("ended" | "improved" | "failed" | "budget80")[];
            }[] | null;
            /** @description That the trials become runs of the MLflow server that the app is set to; null when they do not. */
            mlflow?: {
                experiment?: string | null;
            } | null;
            /**
             * @description Where so many studies run at once that it must wait: those of a higher priority start first, of the same one those that were created first.
             * @default 0
             */
            priority?: number | null;
            /** @description What every evaluation receives unless a suggested value replaces it; where it names parameters that always exist, also the first point. */
            defaults?: {
                [key: string]: components["schemas"]["StudyFile.value"];
            } | null;
            /** @description What it learns from studies before it; null when nothing. Found out once, when it is created. */
            warmStart?: {
                /**
                 * @description Whether it learns from the most similar studies of the memory.
                 * @default false
                 */
                similar?: boolean | null;
                /**
                 * @description How similar they must be, 0 to 1.
                 * @default 0.6
                 */
                threshold?: number | null;
                /**
                 * @description How many of them at most.
                 * @default 5
                 */
                max?: number | null;
                /** @description The names of the studies that it learns from, up to 10; null where it takes similar ones. */
                from?: string[] | null;
                /**
                 * @description Where its sampler searches; points that are enqueued may be anywhere in the search space.
                 * @default declared
                 * @enum {unknown}
                 */
                space?: "declared" | "learned" | null;
            } | null;
            /** @description The size of its data, by which similar studies are found; null when that is not known. */
            data?: {
                /** @description How many rows (samples, images, documents) there are. */
                rows?: number | null;
                /** @description How many features (columns) each has. */
                features?: number | null;
            } | null;
            /** @description What every evaluation receives, replacing even suggested values. */
            fixed?: {
                [key: string]: components["schemas"]["StudyFile.value"];
            } | null;
            /**
             * @description What is better, for an objective of one value.
             * @enum {unknown}
             */
            direction?: "minimize" | "maximize" | null;
            /**
             * @description Trials, parallelism and pruner by one word, where the file does not say them itself.
             * @enum {unknown}
             */
            preset?: "quick" | "production" | "final" | null;
            /** @description What the value is called, for an objective of one value. */
            metric?: string | null;
        };
        "StudyFile.value": string | number | boolean | null;
        "StudyFile.values": components["schemas"]["StudyFile.value"][];
        "StudyFile.when": {
            [key: string]: components["schemas"]["StudyFile.value"] | components["schemas"]["StudyFile.values"];
        } | null;
        "StudyFile.pair": number[];
        "StudyFile.shortParameter": [
            number,
            number
        ] | {
            uniform?: components["schemas"]["StudyFile.pair"];
            loguniform?: components["schemas"]["StudyFile.pair"];
            int?: components["schemas"]["StudyFile.pair"];
            categorical?: components["schemas"]["StudyFile.values"];
            ordinal?: components["schemas"]["StudyFile.values"];
            normal?: components["schemas"]["StudyFile.pair"];
            lognormal?: components["schemas"]["StudyFile.pair"];
            when?: components["schemas"]["StudyFile.when"];
        } | components["schemas"]["StudyFile.parameter"];
        /** @enum {unknown} */
        "StudyFile.spacePreset": "xgboost" | "lightgbm" | "random-forest" | "extra-trees" | "gradient-boosting" | "logistic-regression" | "ridge" | "lasso" | "mlp" | "llm-finetune";
        "StudyFile.parameter": {
            /** @description Its name, unique in the space, without `{ }` and control characters. */
            name?: string;
            /** @enum {unknown} */
            kind?: "float" | "int" | "categorical" | "ordinal" | "normal" | "lognormal" | "logNormal";
            when?: components["schemas"]["StudyFile.when"];
            /** @description The lowest value (inclusive). */
            low?: number | null;
            /** @description The highest value (inclusive). */
            high?: number | null;
            /** @description Whether it is searched on a logarithmic scale; needs a positive low. */
            log?: boolean | null;
            /**
             * @description The scale that it is searched on: `logit`, for floats above 0 and below 1, without a step; null for a linear one, or where `log` says it.
             * @enum {unknown}
             */
            scale?: "linear" | "log" | "logit" | null;
            /** @description Values are low, low + step, low + 2 step, … */
            step?: number | null;
            choices?: null | components["schemas"]["StudyFile.values"];
            /** @description The mean (of the logarithm, for a lognormal). */
            mu?: number | null;
            /** @description The standard deviation (of the logarithm, for a lognormal). */
            sigma?: number | null;
            /** @enum {unknown} */
            type?: "float" | "int" | "categorical" | "ordinal" | "normal" | "lognormal" | "logNormal";
        };
        "StudyFile.sampler": ("auto" | "tpe" | "gp" | "cmaes" | "nsga2" | "nsga3" | "qmc" | "grid" | "brute-force" | "random") | (string | null) | ({
            type: ("auto" | "tpe" | "gp" | "cmaes" | "nsga2" | "nsga3" | "qmc" | "grid" | "brute-force" | "random") | string;
        } & (unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown));
        "StudyFile.pruner": ("none" | "median" | "percentile" | "successive-halving" | "asha" | "mo-asha" | "hyperband" | "threshold" | "patient" | "wilcoxon") | (string | null) | ({
            type: ("none" | "median" | "percentile" | "successive-halving" | "asha" | "mo-asha" | "hyperband" | "threshold" | "patient" | "wilcoxon") | string;
        } & (unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown));
        /** @description When a study is started again and again, and when what it finds is promoted; in its normalised form. */
        ScheduleFile: {
            /** @description The schedule's name, by the same rule as that of a study. */
            name?: string;
            /** @description When: a cron expression of five fields (minute, hour, day of the month, month, day of the week). */
            cron: string;
            /** @description The time zone in which the expression is meant, by its IANA name. */
            timeZone?: string;
            /**
             * @description What becomes of a slot that is due while a run goes on.
             * @enum {string}
             */
            overlap?: "skip" | "queue" | "cancelPrevious";
            /**
             * @description What becomes of slots that were missed because the app was down.
             * @enum {string}
             */
            catchUp?: "latest" | "none" | "all";
            /** @description Whether slots are started at all; those that pass meanwhile are not made up for. */
            enabled?: boolean;
            /** @description How much better a new point must be to be promoted: a number in the value's unit, or a share of the promoted value as `"1%"`, which is the default. */
            promoteAbove?: null | boolean | number | string;
            /** @description How much worse a run's best must be than the promoted point for webhooks to be told `worse`; by default the same as `promoteAbove`. */
            worseBy?: null | boolean | number | string;
            /**
             * Format: int32
             * @description How often the new and the promoted point are evaluated against each other; each pair must be won. Objectives that are `deterministic` need none.
             */
            reevaluate?: number;
            /** @description Webhooks that are told what comes of the runs; up to 8. */
            notify?: components["schemas"]["ScheduleNotifySpec"][];
            /** A study of Serverless Tuner */
            study: {
                $schema?: string | null;
                /** @description What a run's study is called, with the slot in braces, in UTC: churn-{yyyyMMdd-HHmm}. */
                name?: string;
                /** @description What a trial evaluates. */
                objective?: (string | null) | {
                    /** @enum {unknown} */
                    kind?: "registered" | "command" | "http" | "external" | null;
                    name?: string | null;
                    command?: string[] | null;
                    workingDirectory?: string | null;
                    environment?: {
                        [key: string]: string;
                    } | null;
                    passEnvironment?: string[] | null;
                    url?: string | null;
                    secret?: string | null;
                    headers?: {
                        [key: string]: string;
                    } | null;
                    timeoutSeconds?: number | null;
                };
                /** @description One direction for each value that the objective returns; usually one. */
                directions?: ("minimize" | "maximize")[] | null;
                /** @description What the values are called, one name for each direction; null for the default names. Where the objective returns no values, the metrics of these names are the values. */
                valueNames?: string[] | null;
                /** @description The parameters, in the order of the file; a conditional one may stand before the one it depends on. */
                searchSpace?: null | "open" | components["schemas"]["StudyFile.parameter"][] | ({
                    preset?: components["schemas"]["StudyFile.spacePreset"] | components["schemas"]["StudyFile.shortParameter"];
                } & {
                    [key: string]: components["schemas"]["StudyFile.shortParameter"];
                });
                /**
                 * @description Whether the trials declare the parameters while they run (`"searchSpace": "open"`): then `searchSpace` is empty.
                 * @default false
                 */
                openSpace?: boolean | null;
                /**
                 * @description How many trials are to end, of whatever outcome.
                 * @default 100
                 */
                trials?: number | null;
                /**
                 * @description How many trials run at once.
                 * @default 1
                 */
                parallelism?: number | null;
                /**
                 * @description Whole batches of `parallelism` instead of refilling each slot: the same seed then gives the same trials whatever the order in which they end.
                 * @default false
                 */
                waves?: boolean | null;
                /**
                 * @description The seed that every trial's own generator derives from.
                 * @default 0
                 */
                seed?: number | null;
                /** @description How points are suggested. */
                sampler?: components["schemas"]["StudyFile.sampler"];
                /** @description When a trial that reports is cut short; by default never. */
                pruner?: components["schemas"]["StudyFile.pruner"];
                /**
                 * @description How often a noisy objective is evaluated at each point, its values averaged. Each repeat is then a step that the pruner sees.
                 * @default 1
                 */
                repeats?: number | null;
                /** @description The value is this weighted sum of metrics that the objective returns, weights by name; null when its own value counts. */
                score?: {
                    [key: string]: number;
                } | null;
                /** @description Bounds on metrics that the objective returns. */
                guards?: {
                    /** @description The metric's name. */
                    metric: string;
                    /** @description The least that it may be. */
                    min?: number | null;
                    /** @description The most that it may be. */
                    max?: number | null;
                    /** @description What is left of the value when the bound is broken: each value is made worse by (1 − penalty) of its magnitude, which counts as 0.01 at least. Null makes the bound a constraint instead: a trial that breaks it is infeasible and is never the best. */
                    penalty?: number | null;
                }[] | null;
                /** @description A trial that reported fewer intermediate values than this is pruned, whatever it returns. */
                minReports?: number | null;
                /** @description A trial whose metric `predictions` is below this is pruned, whatever it returns. */
                minPredictions?: number | null;
                /** @description The money limit and the meter; null when nothing is limited. */
                budget?: (({
                    /** @description US dollars that the study may cost in all; required where it names no `group`. */
                    limitUsd?: number | null;
                    /** @description The name of a budget that many studies share, beside the study's own limit or instead of one. */
                    group?: string | null;
                    /** @description Meter: US dollars for an hour of evaluation. */
                    usdPerHour?: number | null;
                    /** @description Meter: US dollars for an attempt at a trial, however long. */
                    usdPerTrial?: number | null;
                    /** @description Meter: Azure Functions' Consumption plan. */
                    functions?: (({
                        /** @description Memory of an instance in GB of 1,024 MB; billed in steps of 128 MB, rounded up. */
                        memoryGb?: number;
                        /**
                         * @description US dollars for a GB-second.
                         * @default 0.000016
                         */
                        usdPerGbSecond?: number | null;
                        /**
                         * @description US dollars for an execution.
                         * @default 2e-7
                         */
                        usdPerExecution?: number | null;
                    } & (unknown | unknown)) | null) & (unknown | unknown);
                    /** @description Meter: Azure Functions' Flex Consumption plan. */
                    flex?: {
                        /** @description Memory of an instance in GB of 1,024 MB: Azure offers 0.5, 2 and 4. Without it that of the app's own instances. */
                        memoryGb?: number | null;
                        /**
                         * @description US dollars for a GB-second.
                         * @default 0.000026
                         */
                        usdPerGbSecond?: number | null;
                        /**
                         * @description US dollars for an execution.
                         * @default 4e-7
                         */
                        usdPerExecution?: number | null;
                    } | null;
                    /**
                     * @description Meter: what the objective reports, alone or beside the other meters.
                     * @default false
                     */
                    reported?: boolean | null;
                    /** @description What a trial is expected to cost in US dollars, as long as nothing is known of what trials cost. */
                    expectedUsd?: number | null;
                    /**
                     * @description How much is set aside for a trial.
                     * @default strict
                     * @enum {unknown}
                     */
                    policy?: "strict" | "expected" | null;
                } | unknown | unknown | unknown) | null) | unknown | unknown | unknown;
                /** @description The study ends this many seconds after its start; trials that still run are pruned. */
                timeoutSeconds?: number | null;
                /** @description A trial that runs longer than this many seconds fails. */
                trialTimeoutSeconds?: number | null;
                /**
                 * @description How many seconds a trial that is cut short has to end by itself before it is left alone or killed.
                 * @default 5
                 */
                gracePeriodSeconds?: number | null;
                /**
                 * @description How often a trial that throws is tried in all.
                 * @default 2
                 */
                maxAttempts?: number | null;
                /**
                 * @description The wait before the second attempt, in seconds; doubles for each further one, with jitter.
                 * @default 1
                 */
                retryDelaySeconds?: number | null;
                /** @description The study ends as soon as a trial is at least this good (one direction only). */
                target?: number | null;
                /** @description The study ends after this many complete trials without an improvement (one direction only). */
                plateauTrials?: number | null;
                /** @description With `plateauTrials`: the study ends when the improvement still to be expected of a trial has been below this for that many complete trials in a row. Null: when none of them was an improvement. */
                plateauThreshold?: number | null;
                /** @description The study ends when so many trials in a row have failed (1 or more), or such a share of those that ended (below 1; once there are 10). */
                maxFailures?: number | null;
                /**
                 * @description Whether the same point always gives the same values: then none is tried twice.
                 * @default false
                 */
                deterministic?: boolean | null;
                /** @description Points to try first, after the defaults and before the sampler's own; up to 1,000. Parameters that one lacks are left to the sampler. */
                enqueue?: {
                    [key: string]: components["schemas"]["StudyFile.value"];
                }[] | null;
                /** @description The regions of which no point is suggested; null for none. Each names one or more parameters: of a number `[low, high]` or one value, of a categorical its choices; a point that has all of them is excluded. Up to 100. */
                exclude?: {
                    [key: string]: components["schemas"]["StudyFile.value"] | components["schemas"]["StudyFile.values"];
                }[] | null;
                /** @description Comparisons of sums and products of numeric parameters, such as `units2 <= units1` and `layers * units1 <= 4096`, that every point keeps which has their parameters; null for none. Up to 100, each of up to 500 characters; a name that is no identifier stands between backquotes. */
                where?: string[] | null;
                /** @description Names of values that the objective returns beside its own; a trial is feasible when each is ≤ 0. */
                constraints?: string[] | null;
                /** @description Notes that the study starts with, by name; only `POST studies` takes them, and the study has them from then on, not its spec. */
                attributes?: {
                    [key: string]: string;
                } | null;
                /** @description Short texts by name, by which studies are found; up to 50, of names up to 128 and values up to 256 characters. */
                tags?: {
                    [key: string]: string;
                } | null;
                /** @description Webhooks that are told what happens to the study; up to 8. */
                notify?: {
                    url: string;
                    secret?: string | null;
                    on: ("ended" | "improved" | "failed" | "budget80")[];
                }[] | null;
                /** @description That the trials become runs of the MLflow server that the app is set to; null when they do not. */
                mlflow?: {
                    experiment?: string | null;
                } | null;
                /**
                 * @description Where so many studies run at once that it must wait: those of a higher priority start first, of the same one those that were created first.
                 * @default 0
                 */
                priority?: number | null;
                /** @description What every evaluation receives unless a suggested value replaces it; where it names parameters that always exist, also the first point. */
                defaults?: {
                    [key: string]: components["schemas"]["StudyFile.value"];
                } | null;
                /** @description What it learns from studies before it; null when nothing. Found out once, when it is created. */
                warmStart?: {
                    /**
                     * @description Whether it learns from the most similar studies of the memory.
                     * @default false
                     */
                    similar?: boolean | null;
                    /**
                     * @description How similar they must be, 0 to 1.
                     * @default 0.6
                     */
                    threshold?: number | null;
                    /**
                     * @description How many of them at most.
                     * @default 5
                     */
                    max?: number | null;
                    /** @description The names of the studies that it learns from, up to 10; null where it takes similar ones. */
                    from?: string[] | null;
                    /**
                     * @description Where its sampler searches; points that are enqueued may be anywhere in the search space.
                     * @default declared
                     * @enum {unknown}
                     */
                    space?: "declared" | "learned" | null;
                } | null;
                /** @description The size of its data, by which similar studies are found; null when that is not known. */
                data?: {
                    /** @description How many rows (samples, images, documents) there are. */
                    rows?: number | null;
                    /** @description How many features (columns) each has. */
                    features?: number | null;
                } | null;
                /** @description What every evaluation receives, replacing even suggested values. */
                fixed?: {
                    [key: string]: components["schemas"]["StudyFile.value"];
                } | null;
                /**
                 * @description What is better, for an objective of one value.
                 * @enum {unknown}
                 */
                direction?: "minimize" | "maximize" | null;
                /**
                 * @description Trials, parallelism and pruner by one word, where the file does not say them itself.
                 * @enum {unknown}
                 */
                preset?: "quick" | "production" | "final" | null;
                /** @description What the value is called, for an objective of one value. */
                metric?: string | null;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListBudgets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfBudgetView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-budget: no budget has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    PutBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "limitUsd": 200,
                 *       "period": "month",
                 *       "maxStudies": 4,
                 *       "notify": [
                 *         {
                 *           "url": "https://example.com/hook"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["BudgetRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    DeleteBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-budget: no budget has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CompleteByCallback: {
        parameters: {
            query?: {
                /** @description the token of the attempt, which the address that the endpoint was sent has */
                token?: string;
            };
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
                /** @description which attempt at the trial, from 1 */
                attempt: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": 0.42,
                 *       "costUsd": 0.03,
                 *       "metrics": {
                 *         "recall": 0.9
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OutcomeRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-token: the call-back does not carry its attempt's token, or is not signed with the study's secret */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ReportByCallback: {
        parameters: {
            query?: {
                /** @description the token of the attempt, which the address that the endpoint was sent has */
                token?: string;
            };
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
                /** @description which attempt at the trial, from 1 */
                attempt: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "step": 3,
                 *       "value": 0.61
                 *     }
                 */
                "application/json": components["schemas"]["CallbackReportRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-token: the call-back does not carry its attempt's token, or is not signed with the study's secret */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CompareStudies: {
        parameters: {
            query?: {
                /** @description a study's name; 2 to 10 times */
                study?: string;
                /** @description a value of the study by its name; the first one when left out */
                metric?: string;
            };
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ListFailures: {
        parameters: {
            query?: {
                /** @description NAME=VALUE, may be repeated: only those with each of these tags */
                tag?: string;
                /** @description how many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailuresView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    Health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ListKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfKeyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CreateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "agent",
                 *       "scope": "write",
                 *       "expiresAt": "2031-01-01T00:00:00Z",
                 *       "allowanceUsd": 20
                 *     }
                 */
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    RevokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the key's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-key: no key has that id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CallAgentTool: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "jsonrpc": "2.0",
                 *       "id": 1,
                 *       "method": "tools/call",
                 *       "params": {
                 *         "name": "list_studies",
                 *         "arguments": {
                 *           "limit": 5
                 *         }
                 *       }
                 *     }
                 */
                "application/json": unknown;
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description taken; there is no answer to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ListMemory: {
        parameters: {
            query?: {
                /** @description the `next` of the page before */
                after?: string;
                /** @description how many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfMemoryView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetMemory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the key's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-memory: the memory keeps nothing of a study of that id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ForgetMemory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the key's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-memory: the memory keeps nothing of a study of that id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    PlanStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "first",
                 *       "objective": "branin",
                 *       "trials": 20,
                 *       "budget": {
                 *         "limitUsd": 1,
                 *         "usdPerTrial": 0.1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["StudyFile"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    Ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ListSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfScheduleView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CreateSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "churn",
                 *       "cron": "0 3 * * *",
                 *       "timeZone": "Europe/Berlin",
                 *       "study": {
                 *         "objective": "branin"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ScheduleFile"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:schedule-exists: another schedule has that name: `PUT` replaces it; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-schedule: no schedule has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    PutSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cron": "0 3 * * *",
                 *       "study": {
                 *         "name": "churn-{yyyyMMdd-HHmm}",
                 *         "objective": "branin"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ScheduleFile"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    DeleteSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-schedule: no schedule has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ChangeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": false
                 *     }
                 */
                "application/json": components["schemas"]["ScheduleChangeRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-schedule: no schedule has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetPromoted: {
        parameters: {
            query?: {
                /** @description json, or text: env, a file of environment variables; flags, a program's arguments */
                format?: "json" | "env" | "flags";
            };
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotedView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-schedule: no schedule has that name; urn:tuner:error:nothing-promoted: no run of the schedule has found a point to deploy yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    RunSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-schedule: no schedule has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ListStudies: {
        parameters: {
            query?: {
                /** @description the `next` of the page before */
                after?: string;
                /** @description how many at most */
                limit?: number;
                /** @description only those in this state */
                state?: "running" | "ended" | "pending";
                /** @description NAME=VALUE, may be repeated: only those with each of these tags */
                tag?: string;
                /** @description names of fields, with commas between: items have these alone */
                fields?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfStudySummary"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    StartStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "first",
                 *       "objective": "branin",
                 *       "trials": 20,
                 *       "budget": {
                 *         "limitUsd": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["StudyFile"];
            };
        };
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:study-exists: a study with another spec has that name: `errors` names what differs; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetStudy: {
        parameters: {
            query?: {
                /** @description the `seq` of the answer before, `0` for everything: answers what has changed since; `now`: a `seq` without trials */
                since?: string;
            };
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"] | components["schemas"]["StudyChangesView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    DeleteStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ExtendStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "trials": 40,
                 *       "limitUsd": 2,
                 *       "attributes": {
                 *         "owner": "ada",
                 *         "draft": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ExtendRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetBest: {
        parameters: {
            query?: {
                /** @description how many at most */
                count?: number;
                /** @description with several directions: what comes first, a value by its name, or `knee` for the best trade-off */
                by?: string;
            };
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfTrialView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CopyStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "second",
                 *       "objective": "branin",
                 *       "trials": 50
                 *     }
                 */
                "application/json": components["schemas"]["StudyFile"];
            };
        };
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:study-exists: a study with another spec has that name: `errors` names what differs; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    EnqueuePoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "points": [
                 *         {
                 *           "x": 1.5
                 *         },
                 *         {
                 *           "x": 2,
                 *           "optimizer": "adam"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["EnqueueRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ExportStudy: {
        parameters: {
            query?: {
                /** @description the study with its trials as `json` or `csv`, or the `config` of the best */
                format?: "json" | "csv" | "config";
                /** @description with `config`: how it is written */
                as?: "json" | "yaml" | "env" | "flags";
                /** @description with `config`: how many of the best that differ, as a list */
                k?: number;
            };
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyExportView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetHints: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HintsView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetHistory: {
        parameters: {
            query?: {
                /** @description a value of the study by its name; the first one when left out */
                metric?: string;
            };
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ImportStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "import": "runs-of-may",
                 *       "of": 2,
                 *       "first": 0,
                 *       "study": {
                 *         "name": "moved",
                 *         "searchSpace": {
                 *           "lr": [
                 *             0.0001,
                 *             0.1,
                 *             "log"
                 *           ]
                 *         },
                 *         "trials": 2
                 *       },
                 *       "trials": [
                 *         {
                 *           "state": "complete",
                 *           "parameters": {
                 *             "lr": 0.01
                 *           },
                 *           "values": [
                 *             0.3
                 *           ],
                 *           "reports": [
                 *             {
                 *               "step": 1,
                 *               "value": 0.5
                 *             }
                 *           ]
                 *         },
                 *         {
                 *           "state": "failed",
                 *           "parameters": {
                 *             "lr": 0.1
                 *           },
                 *           "reason": "diverged"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:study-exists: a study with another spec has that name: `errors` names what differs; urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetImportance: {
        parameters: {
            query?: {
                /** @description a value of the study by its name; the first one when left out */
                metric?: string;
                /** @description how they are computed; `pedAnova` when left out */
                method?: "pedAnova" | "fanova" | "permutation";
            };
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportanceView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetPareto: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParetoView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    PauseStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetResult: {
        parameters: {
            query?: {
                /** @description with several directions: what comes first, a value by its name, or `knee` for the best trade-off */
                by?: string;
            };
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ResumeStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetScatter: {
        parameters: {
            query?: {
                /** @description a value of the study by its name; the first one when left out */
                metric?: string;
                /** @description what it is drawn as, which decides how many are shown */
                shape?: "scatter" | "parallel";
            };
            header?: {
                /** @description the `ETag` of the answer before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScatterView"];
                };
            };
            /** @description nothing has changed since */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    StopStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "mode": "afterRunning"
                 *     }
                 */
                "application/json": components["schemas"]["StopRequest"];
            };
        };
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ListTrials: {
        parameters: {
            query?: {
                /** @description the `next` of the page before */
                after?: string;
                /** @description how many at most */
                limit?: number;
                /** @description only those in this state */
                state?: "waiting" | "running" | "complete" | "pruned" | "failed";
                /** @description the order; by the first value, trials without one last */
                sort?: "number" | "-number" | "value" | "-value" | "cost" | "-cost";
                /** @description names of fields, with commas between: items have these alone */
                fields?: string;
            };
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfTrialView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    SuggestTrials: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "count": 2,
                 *       "worker": "gpu-1",
                 *       "leaseSeconds": 120
                 *     }
                 */
                "application/json": components["schemas"]["SuggestRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    AnnotateTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attributes": {
                 *         "dataset": "v3",
                 *         "note": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AttributesRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ListArtifacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageViewOfArtifactView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-artifacts: the app's storage has no blobs: trials keep no files there */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
                /** @description the file's name */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number; urn:tuner:error:no-such-artifact: the trial keeps no file of that name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-artifacts: the app's storage has no blobs: trials keep no files there */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    PutArtifact: {
        parameters: {
            query?: never;
            header: {
                /** @description the lease that came with the trial */
                "X-Trial-Lease": string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
                /** @description the file's name */
                file: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:lease-lost: the trial is not held with that lease: what is told with it no longer counts */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-artifacts: the app's storage has no blobs: trials keep no files there */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CancelTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    CompleteTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lease": "0f8a6c1e5b7d4a29",
                 *       "values": [
                 *         0.42
                 *       ],
                 *       "costUsd": 0.03,
                 *       "metrics": {
                 *         "recall": 0.9
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CompleteRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToldView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:lease-lost: the trial is not held with that lease: what is told with it no longer counts; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ExplainTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplanationView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    FailTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lease": "0f8a6c1e5b7d4a29",
                 *       "reason": "CUDA error",
                 *       "final": true
                 *     }
                 */
                "application/json": components["schemas"]["FailRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToldView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:lease-lost: the trial is not held with that lease: what is told with it no longer counts; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    HeartbeatTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lease": "0f8a6c1e5b7d4a29"
                 *     }
                 */
                "application/json": components["schemas"]["HeartbeatRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoOnView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:lease-lost: the trial is not held with that lease: what is told with it no longer counts; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    GetTrialLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialLogView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number; urn:tuner:error:no-log: the trial has written nothing, or nothing yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    DeclareParameters: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lease": "0f8a6c1e5b7d4a29",
                 *       "parameters": {
                 *         "lr": {
                 *           "type": "float",
                 *           "low": 0.00001,
                 *           "high": 0.1,
                 *           "log": true
                 *         },
                 *         "weights": {
                 *           "type": "categorical",
                 *           "choices": [
                 *             "uniform",
                 *             null
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ParametersRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParametersView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:lease-lost: the trial is not held with that lease: what is told with it no longer counts; urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:parameter-differs: a parameter of that name was declared with another distribution: nothing of the request was stored; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    PruneTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lease": "0f8a6c1e5b7d4a29",
                 *       "reason": "out of memory is near"
                 *     }
                 */
                "application/json": components["schemas"]["PruneRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToldView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:lease-lost: the trial is not held with that lease: what is told with it no longer counts; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ReplayTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    ReportTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lease": "0f8a6c1e5b7d4a29",
                 *       "reports": [
                 *         {
                 *           "step": 1,
                 *           "value": 0.61
                 *         },
                 *         {
                 *           "step": 2,
                 *           "value": 0.48
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoOnView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:lease-lost: the trial is not held with that lease: what is told with it no longer counts; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    RetryTrial: {
        parameters: {
            query?: never;
            header?: {
                /** @description the study's `ETag`: nothing is changed when another request has changed it since */
                "If-Match"?: string;
                /** @description 1 to 255 characters of the caller's choice: sent again with it within 24 hours, the request counts once */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the study's name */
                name: string;
                /** @description the trial's number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyView"];
                };
            };
            /** @description urn:tuner:error:invalid-request: the path, the query, a header or the body is not what it must be: `errors` names each field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-valid-key: the request carries no valid key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:forbidden: the caller may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:no-such-study: no study has that name; urn:tuner:error:no-such-trial: the study has no trial of that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:conflict: the study or trial, as it stands, cannot do that; urn:tuner:error:key-in-flight: a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:changed: the study is no longer what `If-Match` names: read it again */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-large: the request is larger than it may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:key-reused: another request came with that `Idempotency-Key` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:too-many-tries: too many keys that are not valid came from that address: ask again after `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:failed: the request failed on the server, whose log says why; urn:tuner:error:unreadable: what is stored of the study cannot be read */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description urn:tuner:error:storage-silent: the storage does not answer: ask again in a while, what was accepted is not lost; urn:tuner:error:no-key-yet: the app was not given its first admin key: it answers nobody */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
}

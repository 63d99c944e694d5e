// Generated from the OpenAPI document by `npm run docs`. Do not edit.
export interface paths {
    "/api/sessions": {
        /** Log in: an access token, of one hour, and a refresh token, of 14 days, unless set otherwise */
        post: operations["postSessions"];
    };
    "/api/sessions/refresh": {
        /** Exchange a refresh token for new tokens; a spent one ends its family */
        post: operations["postSessionsRefresh"];
    };
    "/api/sessions/end": {
        /** Log out: the refresh token and all that came from it are worth nothing */
        post: operations["postSessionsEnd"];
    };
    "/api/browser-sessions": {
        /** Log in from our own pages: an access token, and a cookie that gets the next ones */
        post: operations["postBrowserSessions"];
    };
    "/api/browser-sessions/refresh": {
        /** Exchange the cookie for an access token and the next cookie */
        post: operations["postBrowserSessionsRefresh"];
    };
    "/api/browser-sessions/end": {
        /** Log out: the cookie and all that came from it are worth nothing */
        post: operations["postBrowserSessionsEnd"];
    };
    "/api/members": {
        /** All members, or those with `q` in name or e-mail address, newest first, for operators */
        get: operations["getMembers"];
        /** Sign up */
        post: operations["postMembers"];
    };
    "/api/members/me": {
        /** The caller */
        get: operations["getMembersMe"];
        /** Withdraw; refused while an order is open. Needs the 10-minute token */
        delete: operations["deleteMembersMe"];
        /** Change the own account; needs the 10-minute token */
        patch: operations["patchMembersMe"];
    };
    "/api/members/me/password-verification": {
        /** Check the password again: a 10-minute token that may change or end the account */
        post: operations["postMembersMePasswordVerification"];
    };
    "/api/partners": {
        /** All partners, or those with `q` in their name, by name */
        get: operations["getPartners"];
        /** Register a partner, enabled */
        post: operations["postPartners"];
    };
    "/api/partners/{partnerId}/status": {
        /** Enable or disable: a disabled partner registers no items and sells none */
        put: operations["putPartnersByPartnerIdStatus"];
    };
    "/api/partners/{partnerId}/staff": {
        /** Make a member staff of the partner: a seller from the next log-in on */
        post: operations["postPartnersByPartnerIdStaff"];
    };
    "/.well-known/jwks.json": {
        /** The public keys that access tokens are signed with */
        get: operations["getWellKnownJwksJson"];
    };
    "/api/categories": {
        /** The shop's categories, in order, on two levels */
        get: operations["getCategories"];
        /** Set all categories, in order: one without an id is new, one that is left out is gone. A new name keeps the items */
        put: operations["putCategories"];
    };
    "/api/home-lists": {
        /** The lists of the first page with what is on sale of them, the newest and the most sold */
        get: operations["getHomeLists"];
        /** Set the lists of the first page, in order: each a name and its items */
        put: operations["putHomeLists"];
    };
    "/api/items/{itemId}/reviews": {
        /** The reviews of an item, newest first; operators see those that are hidden, too */
        get: operations["getItemsByItemIdReviews"];
        /** Review an item that was received, once for each line of an order; 202 while order is asked */
        post: operations["postItemsByItemIdReviews"];
    };
    "/api/reviews/{reviewId}/answer": {
        /** Answer a review of one's own item; a later answer replaces an earlier one */
        put: operations["putReviewsByReviewIdAnswer"];
    };
    "/api/reviews/{reviewId}/status": {
        /** Hide a review, and take it out of the item's rating; or show it again */
        put: operations["putReviewsByReviewIdStatus"];
    };
    "/api/items": {
        /** Items with all words of `q`, newest first; or those named by `ids`. `inStock` leaves out what cannot be bought now. The cursor is the last item of a page. With catalog.features also by category, price and rank */
        get: operations["getItems"];
        /** List an item: a seller for the own partner, an operator for the partner named */
        post: operations["postItems"];
    };
    "/api/items/{itemId}": {
        /** An item with its option groups and what is available of it */
        get: operations["getItemsByItemId"];
        /** Take an item off the list for good; orders keep what they copied of it */
        delete: operations["deleteItemsByItemId"];
        /** Change an item, as seen at the version in If-Match; new orders use what it says */
        patch: operations["patchItemsByItemId"];
    };
    "/api/items/{itemId}/sale-status": {
        /** Set the sale status; OUT_OF_STOCK is not set but shown while nothing is available */
        put: operations["putItemsByItemIdSaleStatus"];
    };
    "/api/items/{itemId}/stock-receipts": {
        /** Goods came in and are available at once */
        post: operations["postItemsByItemIdStockReceipts"];
    };
    "/api/items/{itemId}/stock-adjustments": {
        /** Put the count of available units right, up or down, with the reason */
        post: operations["postItemsByItemIdStockAdjustments"];
    };
    "/api/items/{itemId}/stock-movements": {
        /** Where the units of an item are, and every movement of them, newest first */
        get: operations["getItemsByItemIdStockMovements"];
    };
    "/api/coupons": {
        /** All coupons, newest first; the cursor is the last coupon of a page */
        get: operations["getCoupons"];
        /** Make a coupon; days are inclusive and default to today and 30 days from today */
        post: operations["postCoupons"];
    };
    "/api/coupons/{couponId}/issues": {
        /** Issue a coupon to a member */
        post: operations["postCouponsByCouponIdIssues"];
    };
    "/api/coupons/{couponId}/claims": {
        /** Take a limited coupon: first come, one per member */
        post: operations["postCouponsByCouponIdClaims"];
    };
    "/api/my/coupons": {
        /** My coupons, newest first; the cursor is the last coupon of a page */
        get: operations["getMyCoupons"];
    };
    "/api/members/{memberId}/coupons": {
        /** A member's own coupons; another member's are forbidden */
        get: operations["getMembersByMemberIdCoupons"];
    };
    "/api/quotes": {
        /** The price with coupons; changes nothing and holds nothing */
        post: operations["postQuotes"];
    };
    "/api/payments": {
        /** All payments, newest first; the cursor is the last order of a page */
        get: operations["getPayments"];
    };
    "/api/payments/top-ups": {
        /** Begin to put money into my wallet: answers the name its provider knows the charge by */
        post: operations["postPaymentsTopUps"];
    };
    "/api/payments/top-ups/{transactionId}/payment": {
        /** Pay it, with what the provider gave me; 202 while it is not known whether it was taken */
        post: operations["postPaymentsTopUpsByTransactionIdPayment"];
    };
    "/api/payments/top-ups/{transactionId}": {
        /** How money that I put into my wallet stands */
        get: operations["getPaymentsTopUpsByTransactionId"];
    };
    "/api/payments/{orderId}": {
        /** The payment of one's own order, with the name its provider knows the next charge by */
        get: operations["getPaymentsByOrderId"];
    };
    "/api/payments/{orderId}/authorization": {
        /** Bring what the provider gave the payer, before the order is paid */
        put: operations["putPaymentsByOrderIdAuthorization"];
    };
    "/api/payments/strays": {
        /** Charges that no order is paid with, newest first: each goes back by itself */
        get: operations["getPaymentsStrays"];
    };
    "/api/deposits": {
        /** Deposits, oldest first: those a seller may confirm, or all; the cursor is the last of a page */
        get: operations["getDeposits"];
    };
    "/api/deposits/{orderId}/confirmation": {
        /** State that the money came, which claims the stock; 202 while the stock has not answered */
        post: operations["postDepositsByOrderIdConfirmation"];
    };
    "/api/deposits/{orderId}/cancellation": {
        /** Give up a deposit that came and has no stock: the order ends and the money is owed */
        post: operations["postDepositsByOrderIdCancellation"];
    };
    "/api/refunds-due": {
        /** Deposits that are owed back, oldest first */
        get: operations["getRefundsDue"];
    };
    "/api/refunds-due/{orderId}/settlement": {
        /** Pay a deposit back: into the wallet, or by a bank transfer that was made */
        post: operations["postRefundsDueByOrderIdSettlement"];
    };
    "/api/settlement-records": {
        /** Bring records of a payment company's or the bank's file, a part of it at a time; a repetition changes nothing */
        post: operations["postSettlementRecords"];
    };
    "/api/settlement-files": {
        /** Bring a part of a payment company's or the bank's file as it is: CSV, its first line the names of the columns, or Toss Payments' list of settlements */
        post: operations["postSettlementFiles"];
    };
    "/api/settlement-cases": {
        /** Where a file of these days and our books differ, oldest first, until it is explained */
        get: operations["getSettlementCases"];
    };
    "/api/settlement-cases/{caseId}/closure": {
        /** Explain a difference of a day, which closes its case */
        post: operations["postSettlementCasesByCaseIdClosure"];
    };
    "/api/payments/{orderId}/window": {
        /** The window of my order's payment company; without an address it can be paid straight away */
        post: operations["postPaymentsByOrderIdWindow"];
    };
    "/api/payments/top-ups/{transactionId}/window": {
        /** The window of my top-up's payment company; without an address it can be paid straight away */
        post: operations["postPaymentsTopUpsByTransactionIdWindow"];
    };
    "/api/payments/callbacks/{provider}": {
        /** A payment company tells that a charge changed; signed as agreed with it */
        post: operations["postPaymentsCallbacksByProvider"];
    };
    "/api/wallet": {
        /** My balance */
        get: operations["getWallet"];
    };
    "/api/wallet/entries": {
        /** My wallet's movements, newest first; the cursor is the last transaction of a page */
        get: operations["getWalletEntries"];
    };
    "/api/wallet/charges": {
        /** Put money into my wallet */
        post: operations["postWalletCharges"];
    };
    "/api/order-sheets": {
        /** What an order would cost, for its customer to confirm; holds nothing */
        post: operations["postOrderSheets"];
    };
    "/api/orders": {
        /** Orders by range, status and page: a member's own, a seller's lines, all for operators */
        get: operations["getOrders"];
        /** Place an order */
        post: operations["postOrders"];
    };
    "/api/orders/{orderId}/payment": {
        /** Pay an order; 202 while the payment is not decided yet */
        post: operations["postOrdersByOrderIdPayment"];
    };
    "/api/orders/{orderId}/cancellation": {
        /** Cancel an order: one's own, or any as an operator with a reason; 202 while it is not decided yet */
        post: operations["postOrdersByOrderIdCancellation"];
    };
    "/api/orders/{orderId}/receipt": {
        /** Confirm that the goods arrived */
        post: operations["postOrdersByOrderIdReceipt"];
    };
    "/api/orders/{orderId}/refund-plan": {
        /** What would go back if these lines were cancelled: `lineNos` are separated by commas */
        get: operations["getOrdersByOrderIdRefundPlan"];
    };
    "/api/orders/{orderId}/line-cancellations": {
        /** Cancel lines of a paid order for the refund of its plan: one's own, or any as an operator with a reason; 202 while it is not decided yet */
        post: operations["postOrdersByOrderIdLineCancellations"];
    };
    "/api/shipments": {
        /** Shipments, newest first: a seller's own, or all; the cursor is the last of a page */
        get: operations["getShipments"];
    };
    "/api/shipments/{shipmentId}": {
        /** One shipment */
        get: operations["getShipmentsByShipmentId"];
    };
    "/api/shipments/{shipmentId}/preparation": {
        /** Start packing a shipment */
        post: operations["postShipmentsByShipmentIdPreparation"];
    };
    "/api/shipments/{shipmentId}/hand-over": {
        /** Hand a packed shipment to the carrier: the lines named, or all that have not gone; without a tracking number the carrier is called for one */
        post: operations["postShipmentsByShipmentIdHandOver"];
    };
    "/api/shipments/{shipmentId}/carrier-events": {
        /** Record what the carrier says of a shipment, or of the lines named */
        post: operations["postShipmentsByShipmentIdCarrierEvents"];
    };
    "/api/shipments/callbacks/{carrier}": {
        /** A carrier tells that a parcel moved; signed as agreed with it */
        post: operations["postShipmentsCallbacksByCarrier"];
    };
    "/api/cart": {
        /** What lies in my cart, at today's prices, and what of it can be ordered */
        get: operations["getCart"];
    };
    "/api/cart/lines": {
        /** Put something into my cart; the same item with the same options adds up */
        post: operations["postCartLines"];
    };
    "/api/cart/lines/{cartLineId}": {
        /** Take something out of my cart */
        delete: operations["deleteCartLinesByCartLineId"];
        /** Change how many of a thing lie in my cart */
        patch: operations["patchCartLinesByCartLineId"];
    };
    "/api/carts/{cartToken}": {
        /** What lies in the anonymous cart of a token that the client made, at today's prices, and what of it can be ordered */
        get: operations["getCartsByCartToken"];
    };
    "/api/carts/{cartToken}/lines": {
        /** Put something into the anonymous cart of a token that the client made; the same item with the same options adds up */
        post: operations["postCartsByCartTokenLines"];
    };
    "/api/carts/{cartToken}/lines/{cartLineId}": {
        /** Take something out of the anonymous cart of a token that the client made */
        delete: operations["deleteCartsByCartTokenLinesByCartLineId"];
        /** Change how many of a thing lie in the anonymous cart of a token that the client made */
        patch: operations["patchCartsByCartTokenLinesByCartLineId"];
    };
    "/api/cart/merges": {
        /** After log-in: take the lines of an anonymous cart into my own; equal lines add up */
        post: operations["postCartMerges"];
    };
    "/api/gifts": {
        /** The gifts I gave, newest first; the cursor is the last of a page */
        get: operations["getGifts"];
        /** Register a gift and place its order, whose address its recipient will tell */
        post: operations["postGifts"];
    };
    "/api/gifts/{giftId}": {
        /** A gift I gave: how far it is, never where it goes */
        get: operations["getGiftsByGiftId"];
    };
    "/api/gifts/{giftId}/payment": {
        /** Begin to pay a gift, once; its order is then paid as any order */
        post: operations["postGiftsByGiftIdPayment"];
    };
    "/api/gifts/{giftId}/cancellation": {
        /** Take a gift back that nobody has accepted; what was paid is refunded */
        post: operations["postGiftsByGiftIdCancellation"];
    };
    "/api/gift-links/{secret}": {
        /** The gift behind a link: from whom, for whom, what, and until when; no prices */
        get: operations["getGiftLinksBySecret"];
    };
    "/api/gift-links/{secret}/acceptance": {
        /** Accept the gift, and tell where it goes */
        post: operations["postGiftLinksBySecretAcceptance"];
    };
    "/api/gift-links/{secret}/rejection": {
        /** Refuse the gift: its giver gets the money back */
        post: operations["postGiftLinksBySecretRejection"];
    };
    "/api/gift-links/{secret}/address": {
        /** Send an accepted gift elsewhere, until it has left; 202 while that is not decided yet */
        put: operations["putGiftLinksBySecretAddress"];
    };
    "/api/gift-links/{secret}/receipt": {
        /** Confirm that the gift arrived; 202 while the order is not closed yet */
        post: operations["postGiftLinksBySecretReceipt"];
    };
    "/api/notices": {
        /** What people were told, newest first; the cursor is the last of a page */
        get: operations["getNotices"];
    };
    "/api/notices/{noticeId}/resends": {
        /** Have a notice sent once more that was sent or could not be */
        post: operations["postNoticesByNoticeIdResends"];
    };
    "/api/webhooks": {
        /** The caller's webhooks, oldest first */
        get: operations["getWebhooks"];
        /** Register a webhook by Standard Webhooks; the answer alone shows its secret */
        post: operations["postWebhooks"];
    };
    "/api/webhooks/{webhookId}": {
        /** Remove a webhook */
        delete: operations["deleteWebhooksByWebhookId"];
        /** Change where a webhook is, what it hears of, or whether it is sent anything */
        patch: operations["patchWebhooksByWebhookId"];
    };
    "/api/webhooks/{webhookId}/secret-rotations": {
        /** Give a webhook a new secret; for a day what is sent is signed with both */
        post: operations["postWebhooksByWebhookIdSecretRotations"];
    };
    "/api/webhooks/{webhookId}/test-events": {
        /** Send a webhook an event that means nothing */
        post: operations["postWebhooksByWebhookIdTestEvents"];
    };
    "/api/webhooks/{webhookId}/deliveries": {
        /** What was sent to a webhook, newest first; the cursor is the last of a page */
        get: operations["getWebhooksByWebhookIdDeliveries"];
    };
    "/api/webhooks/{webhookId}/deliveries/{deliveryId}/redeliveries": {
        /** Send once more what arrived or was given up */
        post: operations["postWebhooksByWebhookIdDeliveriesByDeliveryIdRedeliveries"];
    };
    "/api/orders/{orderId}": {
        /** One order on one screen: lines, totals, payment, parcels, history */
        get: operations["getOrdersByOrderId"];
    };
    "/api/orders/{orderId}/events": {
        /** The order as it changes, as server-sent events, resumable by Last-Event-ID */
        get: operations["getOrdersByOrderIdEvents"];
    };
    "/api/items/popular": {
        /** The best-selling items of the last whole days, the same until midnight */
        get: operations["getItemsPopular"];
    };
    "/api/daily-sales": {
        /** Pieces and orders by day and item, latest first: a seller's own items, all for operators */
        get: operations["getDailySales"];
    };
    "/api/partners/{partnerId}/settlement-statement": {
        /** What a seller is owed for a month or for days: lines paid, lines taken back, the fee; oldest first */
        get: operations["getPartnersByPartnerIdSettlementStatement"];
    };
    "/api/partners/{partnerId}/settlement-statement.csv": {
        /** The lines of the same statement, all of them, as a table for a spreadsheet */
        get: operations["getPartnersByPartnerIdSettlementStatementCsv"];
    };
    "/ops/invariants": {
        /** Every promise of this database, checked now */
        get: operations["getOpsInvariants"];
    };
    "/ops/lag": {
        /** What waits: messages behind per consumer and stream, and requests in the intake */
        get: operations["getOpsLag"];
    };
    "/ops/policies": {
        /** Every policy: what it is in this process, and what it may be */
        get: operations["getOpsPolicies"];
    };
    "/ops/parked": {
        /** Messages that could not be applied, oldest first; those of one key wait in a row */
        get: operations["getOpsParked"];
    };
    "/ops/parked/drops": {
        /** Messages that were given up, newest first: by whom, and why */
        get: operations["getOpsParkedDrops"];
        /** Give the first parked message of a key up for good; what waits behind it can be redriven */
        post: operations["postOpsParkedDrops"];
    };
    "/ops/parked/dry-runs": {
        /** What would come of the first parked message of a key today, with all it causes in its process; nothing is done */
        post: operations["postOpsParkedDryRuns"];
    };
    "/ops/parked/redrives": {
        /** Who had parked messages applied again, newest first: how many, and what came of it */
        get: operations["getOpsParkedRedrives"];
        /** Apply parked messages again: those of a key, of keys, or of all keys that wait behind a message of a type, the first of each or all in order, so many a second, for 5 seconds; what fails again stays parked, and `after` names where to go on with what is left */
        post: operations["postOpsParkedRedrives"];
    };
    "/ops/rebuilds": {
        /** Replay the logs beside a context's read model, and put right what differs */
        post: operations["postOpsRebuilds"];
    };
    "/ops/map": {
        /** The running system: every context, every arrow into those of this process, its rate and lag */
        get: operations["getOpsMap"];
    };
    "/ops/orders/{orderId}/story": {
        /** One order's story: messages with cause and transaction, rows, and what is to come */
        get: operations["getOpsOrdersByOrderIdStory"];
    };
    "/ops/simulators": {
        /** What the pretended companies of a demo will still do wrong */
        get: operations["getOpsSimulators"];
        /** Tell the pretended companies of a demo what to do wrong, and how often */
        put: operations["putOpsSimulators"];
    };
    "/ops/routes": {
        /** Every route, the context that answers it, who may call it and what gives way first */
        get: operations["getOpsRoutes"];
    };
    "/ops/instances": {
        /** Every instance, and how it is */
        get: operations["getOpsInstances"];
    };
    "/ops/refreshes": {
        /** Read the configuration again, and go by it from now on */
        post: operations["postOpsRefreshes"];
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            /** @enum {string} */
            code: "COMMON_INVALID_PARAMETER" | "AGREEMENT_REQUIRED" | "IDEMPOTENCY_KEY_REQUIRED" | "AUTH_TOKEN_MISSING" | "AUTH_TOKEN_INVALID" | "AUTH_LOGIN_FAILED" | "AUTH_REFRESH_REUSED" | "SIGNATURE_INVALID" | "AUTH_FORBIDDEN" | "AUTH_VERIFY_REQUIRED" | "ORIGIN_REFUSED" | "COMMON_ENTITY_NOT_FOUND" | "COMMON_METHOD_NOT_ALLOWED" | "COMMON_NOT_ACCEPTABLE" | "COMMON_REQUEST_TIMEOUT" | "COMMON_ILLEGAL_STATUS" | "QUOTE_EXPIRED" | "IDENTITY_EMAIL_TAKEN" | "ITEM_DUPLICATE" | "REVIEW_DUPLICATE" | "MEMBER_HAS_OPEN_ORDERS" | "PARTNER_DISABLED" | "ITEM_NOT_ON_SALE" | "PRICE_CHANGED" | "DISCOUNT_MISMATCH" | "STOCK_INSUFFICIENT" | "COUPON_NOT_USABLE" | "COUPON_ALREADY_ISSUED" | "COUPON_SOLD_OUT" | "COUPON_LIMIT_EXCEEDED" | "COUPON_QUANTITY_NOT_ONE" | "COUPON_DISCOUNT_TOO_LARGE" | "PRICE_BELOW_FLOOR" | "PAYMENT_AMOUNT_MISMATCH" | "PAYMENT_METHOD_MISMATCH" | "DEPOSIT_AMOUNT_MISMATCH" | "REFUND_AMOUNT_MISMATCH" | "REFUND_EXCEEDS_PAYMENT" | "PAYMENT_ALREADY_DONE" | "PAYMENT_DECLINED" | "WALLET_BALANCE_INSUFFICIENT" | "ORDER_NOT_CANCELLABLE" | "GIFT_NOT_RECEIVABLE_CONDITION" | "GIFT_NOT_MODIFY_DELIVERY_CONDITION" | "VERSION_REQUIRED" | "VERSION_CONFLICT" | "REQUEST_IN_PROGRESS" | "IDEMPOTENCY_KEY_REUSED" | "AMOUNT_OUT_OF_RANGE" | "CURRENCY_MISMATCH" | "QUOTE_INVALID" | "URL_NOT_ALLOWED" | "COMMON_BODY_TOO_LARGE" | "COMMON_URI_TOO_LONG" | "COMMON_UNSUPPORTED_MEDIA_TYPE" | "COMMON_EXPECTATION_FAILED" | "COMMON_HEADERS_TOO_LARGE" | "DUPLICATE_REQUEST" | "RATE_LIMITED" | "SERVICE_OVERLOADED" | "DEPENDENCY_UNAVAILABLE" | "COMMON_SYSTEM_ERROR";
            requestId: string;
            traceId: string;
            errors?: {
                field?: string;
                line?: number;
                code: string;
                message: string;
                values?: {
                    [key: string]: string | number;
                };
            }[];
            /** @description May be confirmed in place of what was refused. */
            instead?: {
                lines: {
                    lineNo: number;
                    itemId: string;
                    itemName: string;
                    size: string;
                    options: {
                        group: string;
                        option: string;
                        optionId: string;
                        price: number;
                    }[];
                    optionIds: string[];
                    quantity: number;
                    memberCouponIds: string[];
                    cartLineId?: string;
                    unitListPrice: number;
                    unitDiscountedPrice: number;
                    lineAmount: number;
                    orderDiscountShare: number;
                }[];
                orderCouponId?: string;
                address: {
                    receiverName: string;
                    receiverPhone: string;
                    receiverZipcode: string;
                    receiverAddress1: string;
                    receiverAddress2: string;
                    etcMessage: string;
                };
                totalAmount: number;
                orderDiscount: number;
                payableAmount: number;
                validUntil: string;
                signature: string;
                /** @enum {string} */
                currency: "KRW";
                coupons: {
                    memberCouponId: string;
                    name: string;
                    /** @enum {string} */
                    scope: "LINE" | "ORDER";
                    /** @enum {string} */
                    type: "FIXED" | "RATIO";
                    value: number;
                    usableUntil: string;
                    lineNos: number[];
                    reason?: string;
                }[];
                unavailableLines: {
                    line: number;
                    itemId: string;
                    code: string;
                    wanted: number;
                    available: number;
                }[];
            } | {
                orderId: string;
                lines: {
                    lineNo: number;
                    lineAmount: number;
                    orderDiscountShare: number;
                    refund: number;
                }[];
                refund: number;
                /** @enum {string} */
                payMethod: "CARD" | "NAVER_PAY" | "TOSS_PAY" | "KAKAO_PAY" | "WALLET" | "BANK_TRANSFER";
                /** @enum {string} */
                currency: "KRW";
                remainingAmount: number;
                restoredCouponIds: string[];
                cancelsOrder: boolean;
            };
        };
    };
    responses: {
        /** @description Any route may answer `COMMON_NOT_ACCEPTABLE`, `COMMON_REQUEST_TIMEOUT`, `COMMON_BODY_TOO_LARGE`, `COMMON_URI_TOO_LONG`, `COMMON_UNSUPPORTED_MEDIA_TYPE`, `COMMON_EXPECTATION_FAILED`, `RATE_LIMITED`, `COMMON_HEADERS_TOO_LARGE`, `COMMON_SYSTEM_ERROR`, `SERVICE_OVERLOADED`, `DEPENDENCY_UNAVAILABLE`. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Bad Request */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unauthorized */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Forbidden */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not Found */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Method Not Allowed */
        Problem405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not Acceptable */
        Problem406: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Request Timeout */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflict */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unprocessable Entity */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Precondition Required */
        Problem428: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Payload Too Large */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description URI Too Long */
        Problem414: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported Media Type */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Expectation Failed */
        Problem417: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Request Header Fields Too Large */
        Problem431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too Many Requests */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Service Unavailable */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Internal Server Error */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The same key and body give the first answer again. */
        IdempotencyKey: string;
        /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
        RequiredIdempotencyKey: string;
        /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
        Prefer: string;
        /** @description The value an earlier answer gave: this answer is then at least as new. */
        Position: string;
        /** @description Required: the version that the edit saw, as ETag gave it. */
        IfMatch: string;
        /** @description The last event seen: goes on after it. */
        LastEventId: string;
    };
    requestBodies: never;
    headers: {
        Position: string;
        RequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postSessions: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        /** @enum {string} */
                        tokenType: "Bearer";
                        expiresIn: number;
                        memberId: string;
                        /** @enum {string} */
                        role: "member" | "seller" | "operator";
                        refreshToken: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID`, `AUTH_LOGIN_FAILED` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST`, `RATE_LIMITED` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postSessionsRefresh: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        /** @enum {string} */
                        tokenType: "Bearer";
                        expiresIn: number;
                        memberId: string;
                        /** @enum {string} */
                        role: "member" | "seller" | "operator";
                        refreshToken: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID`, `AUTH_REFRESH_REUSED` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postSessionsEnd: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postBrowserSessions: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        /** @enum {string} */
                        tokenType: "Bearer";
                        expiresIn: number;
                        memberId: string;
                        /** @enum {string} */
                        role: "member" | "seller" | "operator";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID`, `AUTH_LOGIN_FAILED` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST`, `RATE_LIMITED` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postBrowserSessionsRefresh: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        /** @enum {string} */
                        tokenType: "Bearer";
                        expiresIn: number;
                        memberId: string;
                        /** @enum {string} */
                        role: "member" | "seller" | "operator";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID`, `AUTH_REFRESH_REUSED` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postBrowserSessionsEnd: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getMembers: {
        parameters: {
            query?: {
                q?: string;
                page?: number;
                size?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: {
                            memberId: string;
                            email: string;
                            name: string;
                            /** @enum {string} */
                            role: "member" | "seller" | "operator";
                            /** @enum {string} */
                            status: "ACTIVE" | "WITHDRAWN";
                            partnerId?: string;
                            signedUpAt: string;
                        }[];
                        page: number;
                        size: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postMembers: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    name: string;
                    phone: string;
                    address?: {
                        postalCode: string;
                        streetAddress: string;
                        detailAddress: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        memberId: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS`, `IDENTITY_EMAIL_TAKEN` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getMembersMe: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        memberId: string;
                        email: string;
                        name: string;
                        phone: string;
                        address?: {
                            postalCode: string;
                            streetAddress: string;
                            detailAddress: string;
                        };
                        /** @enum {string} */
                        role: "member" | "seller" | "operator";
                        partnerId?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    deleteMembersMe: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED`, `AUTH_VERIFY_REQUIRED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `MEMBER_HAS_OPEN_ORDERS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    patchMembersMe: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    phone?: string;
                    address?: {
                        postalCode: string;
                        streetAddress: string;
                        detailAddress: string;
                    };
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        memberId: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED`, `AUTH_VERIFY_REQUIRED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postMembersMePasswordVerification: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        expiresIn: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID`, `AUTH_LOGIN_FAILED` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST`, `RATE_LIMITED` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getPartners: {
        parameters: {
            query?: {
                q?: string;
                page?: number;
                size?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partners: {
                            partnerId: string;
                            partnerName: string;
                            businessNo: string;
                            email: string;
                            /** @enum {string} */
                            status: "ENABLE" | "DISABLE";
                        }[];
                        page: number;
                        size: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postPartners: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    partnerName: string;
                    businessNo: string;
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partnerId: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    putPartnersByPartnerIdStatus: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                partnerId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status: "ENABLE" | "DISABLE";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partnerId: string;
                        /** @enum {string} */
                        status: "ENABLE" | "DISABLE";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postPartnersByPartnerIdStaff: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                partnerId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    memberId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partnerId: string;
                        memberId: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getWellKnownJwksJson: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            kty: string;
                            crv: string;
                            x: string;
                            kid: string;
                            use: string;
                            alg: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getCategories: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        categories: {
                            categoryId: string;
                            name: string;
                            children: {
                                categoryId: string;
                                name: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    putCategories: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    categories: {
                        categoryId?: string;
                        name: string;
                        children?: {
                            categoryId?: string;
                            name: string;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        categories: {
                            categoryId: string;
                            name: string;
                            children: {
                                categoryId: string;
                                name: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getHomeLists: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        homeLists: {
                            name: string;
                            items: {
                                itemId: string;
                                partnerId: string;
                                name: string;
                                size: string;
                                price: number;
                                /** @enum {string} */
                                currency: "KRW";
                                optionGroups: {
                                    name: string;
                                    options: {
                                        optionId: string;
                                        name: string;
                                        price: number;
                                    }[];
                                }[];
                                /** @enum {string} */
                                saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                                availableQuantity: number;
                                version: number;
                                category?: string;
                                description?: string;
                                rating?: {
                                    count: number;
                                    averageTenths: number;
                                };
                            }[];
                        }[];
                        newest: {
                            itemId: string;
                            partnerId: string;
                            name: string;
                            size: string;
                            price: number;
                            /** @enum {string} */
                            currency: "KRW";
                            optionGroups: {
                                name: string;
                                options: {
                                    optionId: string;
                                    name: string;
                                    price: number;
                                }[];
                            }[];
                            /** @enum {string} */
                            saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                            availableQuantity: number;
                            version: number;
                            category?: string;
                            description?: string;
                            rating?: {
                                count: number;
                                averageTenths: number;
                            };
                        }[];
                        popular: {
                            itemId: string;
                            partnerId: string;
                            name: string;
                            size: string;
                            price: number;
                            /** @enum {string} */
                            currency: "KRW";
                            optionGroups: {
                                name: string;
                                options: {
                                    optionId: string;
                                    name: string;
                                    price: number;
                                }[];
                            }[];
                            /** @enum {string} */
                            saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                            availableQuantity: number;
                            version: number;
                            category?: string;
                            description?: string;
                            rating?: {
                                count: number;
                                averageTenths: number;
                            };
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    putHomeLists: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    homeLists: {
                        name: string;
                        itemIds: string[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        homeLists: {
                            name: string;
                            itemIds: string[];
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getItemsByItemIdReviews: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                itemId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviews: {
                            reviewId: string;
                            itemId: string;
                            /** @enum {string} */
                            status: "ASKED" | "SHOWN" | "HIDDEN";
                            stars: number;
                            text: string;
                            writtenAt: string;
                            answer?: string;
                            answeredAt?: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postItemsByItemIdReviews: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                itemId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    orderId: string;
                    lineNo: number;
                    stars: number;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewId: string;
                        itemId: string;
                        /** @enum {string} */
                        status: "ASKED" | "SHOWN" | "HIDDEN";
                        stars: number;
                        text: string;
                        writtenAt: string;
                        answer?: string;
                        answeredAt?: string;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewId: string;
                        itemId: string;
                        /** @enum {string} */
                        status: "ASKED" | "SHOWN" | "HIDDEN";
                        stars: number;
                        text: string;
                        writtenAt: string;
                        answer?: string;
                        answeredAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS`, `REVIEW_DUPLICATE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    putReviewsByReviewIdAnswer: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                reviewId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewId: string;
                        itemId: string;
                        /** @enum {string} */
                        status: "ASKED" | "SHOWN" | "HIDDEN";
                        stars: number;
                        text: string;
                        writtenAt: string;
                        answer?: string;
                        answeredAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    putReviewsByReviewIdStatus: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                reviewId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status: "SHOWN" | "HIDDEN";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewId: string;
                        itemId: string;
                        /** @enum {string} */
                        status: "ASKED" | "SHOWN" | "HIDDEN";
                        stars: number;
                        text: string;
                        writtenAt: string;
                        answer?: string;
                        answeredAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getItems: {
        parameters: {
            query?: {
                ids?: string;
                q?: string;
                partnerId?: string;
                category?: string;
                minPrice?: number;
                maxPrice?: number;
                sort?: "NEWEST" | "PRICE_LOW" | "PRICE_HIGH" | "POPULAR";
                inStock?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            itemId: string;
                            partnerId: string;
                            name: string;
                            size: string;
                            price: number;
                            /** @enum {string} */
                            currency: "KRW";
                            optionGroups: {
                                name: string;
                                options: {
                                    optionId: string;
                                    name: string;
                                    price: number;
                                }[];
                            }[];
                            /** @enum {string} */
                            saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                            availableQuantity: number;
                            version: number;
                            category?: string;
                            description?: string;
                            rating?: {
                                count: number;
                                averageTenths: number;
                            };
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postItems: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    partnerId?: string;
                    name: string;
                    size?: string;
                    price: number;
                    optionGroups?: {
                        name: string;
                        options: {
                            name: string;
                            price: number;
                        }[];
                    }[];
                    /** @enum {string} */
                    saleStatus?: "PREPARE" | "ON_SALE" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                    category?: string;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        itemId: string;
                        partnerId: string;
                        name: string;
                        size: string;
                        price: number;
                        /** @enum {string} */
                        currency: "KRW";
                        optionGroups: {
                            name: string;
                            options: {
                                optionId: string;
                                name: string;
                                price: number;
                            }[];
                        }[];
                        /** @enum {string} */
                        saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                        availableQuantity: number;
                        version: number;
                        category?: string;
                        description?: string;
                        rating?: {
                            count: number;
                            averageTenths: number;
                        };
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `PARTNER_DISABLED`, `ITEM_DUPLICATE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getItemsByItemId: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                itemId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        itemId: string;
                        partnerId: string;
                        name: string;
                        size: string;
                        price: number;
                        /** @enum {string} */
                        currency: "KRW";
                        optionGroups: {
                            name: string;
                            options: {
                                optionId: string;
                                name: string;
                                price: number;
                            }[];
                        }[];
                        /** @enum {string} */
                        saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                        availableQuantity: number;
                        version: number;
                        category?: string;
                        description?: string;
                        rating?: {
                            count: number;
                            averageTenths: number;
                        };
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    deleteItemsByItemId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description Required: the version that the edit saw, as ETag gave it. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                itemId: string;
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `VERSION_CONFLICT` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `VERSION_REQUIRED` */
            428: components["responses"]["Problem428"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    patchItemsByItemId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description Required: the version that the edit saw, as ETag gave it. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                itemId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    size?: string;
                    price?: number;
                    optionGroups?: {
                        name: string;
                        options: {
                            name: string;
                            price: number;
                        }[];
                    }[];
                    category?: string;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        itemId: string;
                        partnerId: string;
                        name: string;
                        size: string;
                        price: number;
                        /** @enum {string} */
                        currency: "KRW";
                        optionGroups: {
                            name: string;
                            options: {
                                optionId: string;
                                name: string;
                                price: number;
                            }[];
                        }[];
                        /** @enum {string} */
                        saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                        availableQuantity: number;
                        version: number;
                        category?: string;
                        description?: string;
                        rating?: {
                            count: number;
                            averageTenths: number;
                        };
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `VERSION_CONFLICT`, `ITEM_DUPLICATE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `VERSION_REQUIRED` */
            428: components["responses"]["Problem428"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    putItemsByItemIdSaleStatus: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
                /** @description Required: the version that the edit saw, as ETag gave it. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                itemId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    saleStatus: "PREPARE" | "ON_SALE" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        itemId: string;
                        partnerId: string;
                        name: string;
                        size: string;
                        price: number;
                        /** @enum {string} */
                        currency: "KRW";
                        optionGroups: {
                            name: string;
                            options: {
                                optionId: string;
                                name: string;
                                price: number;
                            }[];
                        }[];
                        /** @enum {string} */
                        saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                        availableQuantity: number;
                        version: number;
                        category?: string;
                        description?: string;
                        rating?: {
                            count: number;
                            averageTenths: number;
                        };
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `VERSION_CONFLICT` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `VERSION_REQUIRED` */
            428: components["responses"]["Problem428"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postItemsByItemIdStockReceipts: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                itemId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        itemId: string;
                        /** @enum {string} */
                        saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                        receivedQuantity: number;
                        availableQuantity: number;
                        reservedQuantity: number;
                        soldQuantity: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `AMOUNT_OUT_OF_RANGE` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postItemsByItemIdStockAdjustments: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                itemId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        itemId: string;
                        /** @enum {string} */
                        saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                        receivedQuantity: number;
                        availableQuantity: number;
                        reservedQuantity: number;
                        soldQuantity: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `STOCK_INSUFFICIENT` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `AMOUNT_OUT_OF_RANGE` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getItemsByItemIdStockMovements: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                itemId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        stock: {
                            itemId: string;
                            /** @enum {string} */
                            saleStatus: "PREPARE" | "ON_SALE" | "OUT_OF_STOCK" | "SUSPENDED" | "PROHIBITED" | "END_OF_SALE";
                            receivedQuantity: number;
                            availableQuantity: number;
                            reservedQuantity: number;
                            soldQuantity: number;
                        };
                        movements: {
                            /** @enum {string} */
                            kind: "RECEIVE" | "ADJUST" | "RESERVE" | "CLAIM" | "COMMIT" | "RELEASE" | "RETURN";
                            quantity: number;
                            orderId?: string;
                            reason?: string;
                            at: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getCoupons: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        coupons: {
                            couponId: string;
                            name: string;
                            /** @enum {string} */
                            scope: "LINE" | "ORDER";
                            /** @enum {string} */
                            type: "FIXED" | "RATIO";
                            value: number;
                            /** @enum {string} */
                            currency: "KRW";
                            validFrom: string;
                            validUntil: string;
                            quantity?: number;
                            issuedQuantity: number;
                            /** @enum {string} */
                            issueStatus: "ISSUABLE" | "SOLD_OUT";
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postCoupons: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    scope: "LINE" | "ORDER";
                    /** @enum {string} */
                    type: "FIXED" | "RATIO";
                    value: number;
                    validFrom?: string;
                    validUntil?: string;
                    quantity?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        couponId: string;
                        name: string;
                        /** @enum {string} */
                        scope: "LINE" | "ORDER";
                        /** @enum {string} */
                        type: "FIXED" | "RATIO";
                        value: number;
                        /** @enum {string} */
                        currency: "KRW";
                        validFrom: string;
                        validUntil: string;
                        quantity?: number;
                        issuedQuantity: number;
                        /** @enum {string} */
                        issueStatus: "ISSUABLE" | "SOLD_OUT";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postCouponsByCouponIdIssues: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                couponId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    memberId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        memberCouponId: string;
                        couponId: string;
                        name: string;
                        /** @enum {string} */
                        scope: "LINE" | "ORDER";
                        /** @enum {string} */
                        type: "FIXED" | "RATIO";
                        value: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "ISSUING" | "AVAILABLE" | "USED" | "EXPIRED";
                        usableFrom: string;
                        usableUntil: string;
                        orderId?: string;
                        issuedAt: string;
                        usedAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COUPON_ALREADY_ISSUED`, `COUPON_SOLD_OUT` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postCouponsByCouponIdClaims: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                couponId: string;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        memberCouponId: string;
                        couponId: string;
                        name: string;
                        /** @enum {string} */
                        scope: "LINE" | "ORDER";
                        /** @enum {string} */
                        type: "FIXED" | "RATIO";
                        value: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "ISSUING" | "AVAILABLE" | "USED" | "EXPIRED";
                        usableFrom: string;
                        usableUntil: string;
                        orderId?: string;
                        issuedAt: string;
                        usedAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS`, `COUPON_NOT_USABLE`, `COUPON_ALREADY_ISSUED`, `COUPON_SOLD_OUT` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getMyCoupons: {
        parameters: {
            query?: {
                status?: "AVAILABLE" | "USED" | "EXPIRED";
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        coupons: {
                            memberCouponId: string;
                            couponId: string;
                            name: string;
                            /** @enum {string} */
                            scope: "LINE" | "ORDER";
                            /** @enum {string} */
                            type: "FIXED" | "RATIO";
                            value: number;
                            /** @enum {string} */
                            currency: "KRW";
                            /** @enum {string} */
                            status: "ISSUING" | "AVAILABLE" | "USED" | "EXPIRED";
                            usableFrom: string;
                            usableUntil: string;
                            orderId?: string;
                            issuedAt: string;
                            usedAt?: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getMembersByMemberIdCoupons: {
        parameters: {
            query?: {
                status?: "AVAILABLE" | "USED" | "EXPIRED";
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                memberId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        coupons: {
                            memberCouponId: string;
                            couponId: string;
                            name: string;
                            /** @enum {string} */
                            scope: "LINE" | "ORDER";
                            /** @enum {string} */
                            type: "FIXED" | "RATIO";
                            value: number;
                            /** @enum {string} */
                            currency: "KRW";
                            /** @enum {string} */
                            status: "ISSUING" | "AVAILABLE" | "USED" | "EXPIRED";
                            usableFrom: string;
                            usableUntil: string;
                            orderId?: string;
                            issuedAt: string;
                            usedAt?: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postQuotes: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        itemId: string;
                        optionIds: string[];
                        quantity: number;
                        memberCouponIds: string[];
                    }[];
                    orderCouponId?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: {
                            lineNo: number;
                            itemId: string;
                            quantity: number;
                            unitListPrice: number;
                            unitDiscountedPrice: number;
                            lineAmount: number;
                            orderDiscountShare: number;
                        }[];
                        totalAmount: number;
                        orderDiscount: number;
                        payableAmount: number;
                        /** @enum {string} */
                        currency: "KRW";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `ITEM_NOT_ON_SALE`, `COUPON_NOT_USABLE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `COUPON_LIMIT_EXCEEDED`, `COUPON_QUANTITY_NOT_ONE`, `COUPON_DISCOUNT_TOO_LARGE`, `PRICE_BELOW_FLOOR`, `AMOUNT_OUT_OF_RANGE` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getPayments: {
        parameters: {
            query?: {
                status?: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payments: {
                            paymentId: string;
                            orderId: string;
                            memberId?: string;
                            payMethod?: string;
                            amount?: number;
                            refundedAmount: number;
                            /** @enum {string} */
                            currency: "KRW";
                            /** @enum {string} */
                            status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                            attempt: number;
                            cancelAsked: boolean;
                            /** @enum {string} */
                            failure?: "WALLET_BALANCE_INSUFFICIENT" | "PAYMENT_DECLINED";
                            createdAt: string;
                            updatedAt: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postPaymentsTopUps: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: number;
                    /** @enum {string} */
                    payMethod: "CARD" | "NAVER_PAY" | "TOSS_PAY" | "KAKAO_PAY";
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transactionId: string;
                        chargeKey: string;
                        payMethod: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "PAID" | "BOOKED" | "DECLINED" | "EXPIRED" | "RETURN_DUE" | "RETURNED";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postPaymentsTopUpsByTransactionIdPayment: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                transactionId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    paymentKey?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transactionId: string;
                        chargeKey: string;
                        payMethod: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "PAID" | "BOOKED" | "DECLINED" | "EXPIRED" | "RETURN_DUE" | "RETURNED";
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transactionId: string;
                        chargeKey: string;
                        payMethod: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "PAID" | "BOOKED" | "DECLINED" | "EXPIRED" | "RETURN_DUE" | "RETURNED";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS`, `PAYMENT_DECLINED` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getPaymentsTopUpsByTransactionId: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                transactionId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transactionId: string;
                        chargeKey: string;
                        payMethod: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "PAID" | "BOOKED" | "DECLINED" | "EXPIRED" | "RETURN_DUE" | "RETURNED";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getPaymentsByOrderId: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                orderId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentId: string;
                        orderId: string;
                        payMethod?: string;
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                        chargeKey: string;
                        byWindow: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    putPaymentsByOrderIdAuthorization: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    paymentKey: string;
                };
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getPaymentsStrays: {
        parameters: {
            query?: {
                status?: "DUE" | "RETURNED";
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        strays: {
                            orderId: string;
                            attempt: number;
                            payMethod: string;
                            amount: number;
                            currency: string;
                            /** @enum {string} */
                            status: "DUE" | "RETURNED";
                            foundAt: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getDeposits: {
        parameters: {
            query?: {
                status?: "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "CANCELLED" | "REFUNDED";
                depositorName?: string;
                amount?: number;
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deposits: {
                            orderId: string;
                            orderNumber: string;
                            depositorName: string;
                            amount: number;
                            /** @enum {string} */
                            currency: "KRW";
                            /** @enum {string} */
                            status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                            checking?: boolean;
                            short?: boolean;
                            dueAt: string;
                            confirmedAt?: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postDepositsByOrderIdConfirmation: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    depositedAmount?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        depositorName: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                        checking?: boolean;
                        short?: boolean;
                        dueAt: string;
                        confirmedAt?: string;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        depositorName: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                        checking?: boolean;
                        short?: boolean;
                        dueAt: string;
                        confirmedAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS`, `STOCK_INSUFFICIENT` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `DEPOSIT_AMOUNT_MISMATCH` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postDepositsByOrderIdCancellation: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        depositorName: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                        checking?: boolean;
                        short?: boolean;
                        dueAt: string;
                        confirmedAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getRefundsDue: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refunds: {
                            orderId: string;
                            refundId?: string;
                            memberId?: string;
                            amount: number;
                            /** @enum {string} */
                            currency: "KRW";
                            /** @enum {string} */
                            status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                            cause?: string;
                            /** @enum {string} */
                            means?: "WALLET" | "BANK";
                        }[];
                        totalAmount: number;
                        /** @enum {string} */
                        currency: "KRW";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postRefundsDueByOrderIdSettlement: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    means: "WALLET" | "BANK";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        refundId?: string;
                        memberId?: string;
                        amount: number;
                        /** @enum {string} */
                        currency: "KRW";
                        /** @enum {string} */
                        status: "OPENED" | "REQUESTED" | "IN_DOUBT" | "APPROVED" | "WAITING_DEPOSIT" | "DEPOSIT_CONFIRMED" | "REFUND_DUE" | "FAILED" | "CANCELLED" | "REFUNDED";
                        cause?: string;
                        /** @enum {string} */
                        means?: "WALLET" | "BANK";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postSettlementRecords: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    source: "PROVIDER" | "BANK";
                    records: {
                        recordId: string;
                        key: string;
                        amount: number;
                        refundedAmount: number;
                        day: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        newRecords: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postSettlementFiles: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    source: "PROVIDER" | "BANK";
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        newRecords: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getSettlementCases: {
        parameters: {
            query?: {
                source?: "PROVIDER" | "BANK";
                from?: string;
                to?: string;
                key?: string;
                status?: "OPEN" | "CLOSED";
                page?: number;
                size?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            caseId: string;
                            /** @enum {string} */
                            source: "PROVIDER" | "BANK";
                            /** @enum {string} */
                            kind: "MISSING_HERE" | "MISSING_THERE" | "AMOUNT_DIFFERS" | "DOUBLE";
                            key: string;
                            orderId?: string;
                            day: string;
                            statedAmount?: number;
                            bookedAmount?: number;
                            /** @enum {string} */
                            currency: "KRW";
                            reason?: string;
                            closedAt?: string;
                        }[];
                        page: number;
                        size: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postSettlementCasesByCaseIdClosure: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                caseId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    source: "PROVIDER" | "BANK";
                    day: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        caseId: string;
                        /** @enum {string} */
                        source: "PROVIDER" | "BANK";
                        /** @enum {string} */
                        kind: "MISSING_HERE" | "MISSING_THERE" | "AMOUNT_DIFFERS" | "DOUBLE";
                        key: string;
                        orderId?: string;
                        day: string;
                        statedAmount?: number;
                        bookedAmount?: number;
                        /** @enum {string} */
                        currency: "KRW";
                        reason?: string;
                        closedAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postPaymentsByOrderIdWindow: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: number;
                    returnUrl: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postPaymentsTopUpsByTransactionIdWindow: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                transactionId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    returnUrl: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postPaymentsCallbacksByProvider: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                provider: "simulator" | "toss" | "stripe";
            };
        };
        /** @description As its sender defines it, at most 256 KiB: the signature is over its bytes. */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID`, `SIGNATURE_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getWallet: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        balance: number;
                        /** @enum {string} */
                        currency: "KRW";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getWalletEntries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            transactionId: string;
                            /** @enum {string} */
                            cause: "CHARGE" | "PAYMENT" | "REFUND" | "ADJUSTMENT";
                            amount: number;
                            /** @enum {string} */
                            currency: "KRW";
                            orderId?: string;
                            at: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postWalletCharges: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transactionId: string;
                        amount: number;
                        balance: number;
                        /** @enum {string} */
                        currency: "KRW";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `AMOUNT_OUT_OF_RANGE` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postOrderSheets: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        itemId: string;
                        optionIds?: string[];
                        quantity: number;
                        memberCouponIds?: string[];
                        cartLineId?: string;
                    }[];
                    orderCouponId?: string;
                    address: {
                        receiverName: string;
                        receiverPhone: string;
                        receiverZipcode: string;
                        receiverAddress1: string;
                        receiverAddress2: string;
                        etcMessage: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            size: string;
                            options: {
                                group: string;
                                option: string;
                                optionId: string;
                                price: number;
                            }[];
                            optionIds: string[];
                            quantity: number;
                            memberCouponIds: string[];
                            cartLineId?: string;
                            unitListPrice: number;
                            unitDiscountedPrice: number;
                            lineAmount: number;
                            orderDiscountShare: number;
                        }[];
                        orderCouponId?: string;
                        address: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        totalAmount: number;
                        orderDiscount: number;
                        payableAmount: number;
                        validUntil: string;
                        signature: string;
                        /** @enum {string} */
                        currency: "KRW";
                        coupons: {
                            memberCouponId: string;
                            name: string;
                            /** @enum {string} */
                            scope: "LINE" | "ORDER";
                            /** @enum {string} */
                            type: "FIXED" | "RATIO";
                            value: number;
                            usableUntil: string;
                            lineNos: number[];
                            reason?: string;
                        }[];
                        unavailableLines: {
                            line: number;
                            itemId: string;
                            code: string;
                            wanted: number;
                            available: number;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COUPON_NOT_USABLE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `COUPON_LIMIT_EXCEEDED`, `COUPON_QUANTITY_NOT_ONE`, `COUPON_DISCOUNT_TOO_LARGE`, `PRICE_BELOW_FLOOR`, `AMOUNT_OUT_OF_RANGE` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getOrders: {
        parameters: {
            query?: {
                range?: "LAST_WEEK" | "LAST_MONTH" | "LAST_3_MONTHS" | "LAST_6_MONTHS" | "CUSTOM";
                from?: string;
                to?: string;
                status?: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                sortBy?: "RECENT" | "ORDER_STATUS" | "ALL";
                page?: number;
                size?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orders: {
                            orderId: string;
                            orderNumber: string;
                            /** @enum {string} */
                            status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                            label: string;
                            serviceType: string;
                            payMethod: string;
                            /** @enum {string} */
                            currency: "KRW";
                            totalAmount: number;
                            payableAmount: number;
                            refundedAmount: number;
                            /** Format: date-time */
                            placedAt: string;
                            lines: {
                                lineNo: number;
                                itemId: string;
                                itemName: string;
                                size: string;
                                options: {
                                    group: string;
                                    option: string;
                                    price: number;
                                }[];
                                quantity: number;
                                unitListPrice: number;
                                unitDiscountedPrice: number;
                                lineAmount: number;
                                orderDiscountShare: number;
                                deliveryStatus: string;
                                deliveryLabel: string;
                            }[];
                        }[];
                        page: number;
                        size: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postOrders: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        itemId: string;
                        optionIds?: string[];
                        quantity: number;
                        memberCouponIds?: string[];
                        cartLineId?: string;
                        expectedUnitListPrice?: number;
                        expectedUnitPrice?: number;
                    }[];
                    orderCouponId?: string;
                    orderer: {
                        name: string;
                        phone: string;
                        email: string;
                    };
                    address: {
                        receiverName: string;
                        receiverPhone: string;
                        receiverZipcode: string;
                        receiverAddress1: string;
                        receiverAddress2: string;
                        etcMessage: string;
                    };
                    /** @enum {string} */
                    payMethod: "CARD" | "NAVER_PAY" | "TOSS_PAY" | "KAKAO_PAY" | "WALLET" | "BANK_TRANSFER";
                    depositorName?: string;
                    sheet?: {
                        totalAmount: number;
                        orderDiscount: number;
                        payableAmount: number;
                        validUntil: string;
                        signature: string;
                    };
                    autoPay?: boolean;
                    agreements: {
                        termsOfService: boolean;
                        privacyPolicy: boolean;
                        ageVerification: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED`, `AGREEMENT_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `QUOTE_EXPIRED`, `PARTNER_DISABLED`, `ITEM_NOT_ON_SALE`, `PRICE_CHANGED`, `DISCOUNT_MISMATCH`, `STOCK_INSUFFICIENT`, `COUPON_NOT_USABLE`, `WALLET_BALANCE_INSUFFICIENT`, `PAYMENT_DECLINED` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `QUOTE_INVALID`, `COUPON_LIMIT_EXCEEDED`, `COUPON_QUANTITY_NOT_ONE`, `COUPON_DISCOUNT_TOO_LARGE`, `PRICE_BELOW_FLOOR`, `AMOUNT_OUT_OF_RANGE` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postOrdersByOrderIdPayment: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    payMethod: "CARD" | "NAVER_PAY" | "TOSS_PAY" | "KAKAO_PAY" | "WALLET" | "BANK_TRANSFER";
                    amount: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS`, `PAYMENT_ALREADY_DONE`, `WALLET_BALANCE_INSUFFICIENT`, `PAYMENT_DECLINED` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `PAYMENT_AMOUNT_MISMATCH`, `PAYMENT_METHOD_MISMATCH` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postOrdersByOrderIdCancellation: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `ORDER_NOT_CANCELLABLE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postOrdersByOrderIdReceipt: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getOrdersByOrderIdRefundPlan: {
        parameters: {
            query: {
                lineNos: string;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                orderId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        lines: {
                            lineNo: number;
                            lineAmount: number;
                            orderDiscountShare: number;
                            refund: number;
                        }[];
                        refund: number;
                        /** @enum {string} */
                        payMethod: "CARD" | "NAVER_PAY" | "TOSS_PAY" | "KAKAO_PAY" | "WALLET" | "BANK_TRANSFER";
                        /** @enum {string} */
                        currency: "KRW";
                        remainingAmount: number;
                        restoredCouponIds: string[];
                        cancelsOrder: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `ORDER_NOT_CANCELLABLE` */
            409: components["responses"]["Problem409"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postOrdersByOrderIdLineCancellations: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                orderId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    lineNos: number[];
                    expectedRefund: number;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        totalAmount?: number;
                        orderDiscount?: number;
                        payableAmount?: number;
                        refundedAmount?: number;
                        cancelledLineNos?: number[];
                        askedLineNos?: number[];
                        /** @enum {string} */
                        currency: "KRW";
                        placedAt: string;
                        unpaidUntil?: string;
                        cancelReason?: string;
                        cancelAsked?: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `ORDER_NOT_CANCELLABLE`, `REFUND_EXCEEDS_PAYMENT` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `REFUND_AMOUNT_MISMATCH` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getShipments: {
        parameters: {
            query?: {
                status?: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shipments: {
                            shipmentId: string;
                            orderId: string;
                            partnerId: string;
                            /** @enum {string} */
                            status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                            label: string;
                            lines: {
                                lineNo: number;
                                itemId: string;
                                itemName: string;
                                quantity: number;
                                /** @enum {string} */
                                status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                                label: string;
                                carrier?: string;
                                trackingNumber?: string;
                                /** @enum {string} */
                                carrierStatus?: "ACCEPTED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED";
                                carrierAt?: string;
                            }[];
                            address: {
                                receiverName: string;
                                receiverPhone: string;
                                receiverZipcode: string;
                                receiverAddress1: string;
                                receiverAddress2: string;
                                etcMessage: string;
                            };
                            carrier?: string;
                            trackingNumber?: string;
                            calling?: {
                                carrier: string;
                                lineNos: number[];
                            };
                            preparedAt?: string;
                            shippedAt?: string;
                            deliveredAt?: string;
                            cancelledAt?: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getShipmentsByShipmentId: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                shipmentId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shipmentId: string;
                        orderId: string;
                        partnerId: string;
                        /** @enum {string} */
                        status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                        label: string;
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            quantity: number;
                            /** @enum {string} */
                            status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                            label: string;
                            carrier?: string;
                            trackingNumber?: string;
                            /** @enum {string} */
                            carrierStatus?: "ACCEPTED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED";
                            carrierAt?: string;
                        }[];
                        address: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        carrier?: string;
                        trackingNumber?: string;
                        calling?: {
                            carrier: string;
                            lineNos: number[];
                        };
                        preparedAt?: string;
                        shippedAt?: string;
                        deliveredAt?: string;
                        cancelledAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postShipmentsByShipmentIdPreparation: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                shipmentId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shipmentId: string;
                        orderId: string;
                        partnerId: string;
                        /** @enum {string} */
                        status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                        label: string;
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            quantity: number;
                            /** @enum {string} */
                            status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                            label: string;
                            carrier?: string;
                            trackingNumber?: string;
                            /** @enum {string} */
                            carrierStatus?: "ACCEPTED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED";
                            carrierAt?: string;
                        }[];
                        address: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        carrier?: string;
                        trackingNumber?: string;
                        calling?: {
                            carrier: string;
                            lineNos: number[];
                        };
                        preparedAt?: string;
                        shippedAt?: string;
                        deliveredAt?: string;
                        cancelledAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postShipmentsByShipmentIdHandOver: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                shipmentId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    carrier: string;
                    trackingNumber?: string;
                    lineNos?: number[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shipmentId: string;
                        orderId: string;
                        partnerId: string;
                        /** @enum {string} */
                        status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                        label: string;
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            quantity: number;
                            /** @enum {string} */
                            status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                            label: string;
                            carrier?: string;
                            trackingNumber?: string;
                            /** @enum {string} */
                            carrierStatus?: "ACCEPTED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED";
                            carrierAt?: string;
                        }[];
                        address: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        carrier?: string;
                        trackingNumber?: string;
                        calling?: {
                            carrier: string;
                            lineNos: number[];
                        };
                        preparedAt?: string;
                        shippedAt?: string;
                        deliveredAt?: string;
                        cancelledAt?: string;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shipmentId: string;
                        orderId: string;
                        partnerId: string;
                        /** @enum {string} */
                        status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                        label: string;
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            quantity: number;
                            /** @enum {string} */
                            status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                            label: string;
                            carrier?: string;
                            trackingNumber?: string;
                            /** @enum {string} */
                            carrierStatus?: "ACCEPTED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED";
                            carrierAt?: string;
                        }[];
                        address: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        carrier?: string;
                        trackingNumber?: string;
                        calling?: {
                            carrier: string;
                            lineNos: number[];
                        };
                        preparedAt?: string;
                        shippedAt?: string;
                        deliveredAt?: string;
                        cancelledAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postShipmentsByShipmentIdCarrierEvents: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                shipmentId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    carrierStatus: "ACCEPTED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED";
                    at?: string;
                    lineNos?: number[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shipmentId: string;
                        orderId: string;
                        partnerId: string;
                        /** @enum {string} */
                        status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                        label: string;
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            quantity: number;
                            /** @enum {string} */
                            status: "BEFORE" | "PREPARING" | "SHIPPING" | "DELIVERED" | "CANCELLED";
                            label: string;
                            carrier?: string;
                            trackingNumber?: string;
                            /** @enum {string} */
                            carrierStatus?: "ACCEPTED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED";
                            carrierAt?: string;
                        }[];
                        address: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        carrier?: string;
                        trackingNumber?: string;
                        calling?: {
                            carrier: string;
                            lineNos: number[];
                        };
                        preparedAt?: string;
                        shippedAt?: string;
                        deliveredAt?: string;
                        cancelledAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postShipmentsCallbacksByCarrier: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                carrier: "SIMULATOR";
            };
        };
        /** @description As its sender defines it, at most 256 KiB: the signature is over its bytes. */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID`, `SIGNATURE_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getCart: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: {
                            cartLineId: string;
                            itemId: string;
                            itemName: string;
                            size: string;
                            options: {
                                group: string;
                                option: string;
                                optionId: string;
                                price: number;
                            }[];
                            optionIds: string[];
                            quantity: number;
                            unitListPrice?: number;
                            lineAmount?: number;
                            seenUnitListPrice: number;
                            priceChanged: boolean;
                            orderable: boolean;
                            /** @enum {string} */
                            reason?: "ITEM_GONE" | "ITEM_NOT_ON_SALE" | "OPTIONS_CHANGED" | "SOLD_OUT";
                        }[];
                        quantity: number;
                        totalAmount: number;
                        /** @enum {string} */
                        currency: "KRW";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postCartLines: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    itemId: string;
                    optionIds?: string[];
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cartLineId: string;
                        itemId: string;
                        optionIds: string[];
                        quantity: number;
                        unitListPrice: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `ITEM_NOT_ON_SALE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteCartLinesByCartLineId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                cartLineId: string;
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    patchCartLinesByCartLineId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                cartLineId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cartLineId: string;
                        itemId: string;
                        optionIds: string[];
                        quantity: number;
                        unitListPrice: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getCartsByCartToken: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                cartToken: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: {
                            cartLineId: string;
                            itemId: string;
                            itemName: string;
                            size: string;
                            options: {
                                group: string;
                                option: string;
                                optionId: string;
                                price: number;
                            }[];
                            optionIds: string[];
                            quantity: number;
                            unitListPrice?: number;
                            lineAmount?: number;
                            seenUnitListPrice: number;
                            priceChanged: boolean;
                            orderable: boolean;
                            /** @enum {string} */
                            reason?: "ITEM_GONE" | "ITEM_NOT_ON_SALE" | "OPTIONS_CHANGED" | "SOLD_OUT";
                        }[];
                        quantity: number;
                        totalAmount: number;
                        /** @enum {string} */
                        currency: "KRW";
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postCartsByCartTokenLines: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                cartToken: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    itemId: string;
                    optionIds?: string[];
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cartLineId: string;
                        itemId: string;
                        optionIds: string[];
                        quantity: number;
                        unitListPrice: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `ITEM_NOT_ON_SALE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteCartsByCartTokenLinesByCartLineId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                cartToken: string;
                cartLineId: string;
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    patchCartsByCartTokenLinesByCartLineId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                cartToken: string;
                cartLineId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cartLineId: string;
                        itemId: string;
                        optionIds: string[];
                        quantity: number;
                        unitListPrice: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postCartMerges: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    cartToken: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mergedLines: number;
                        leftLines: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getGifts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gifts: {
                            giftId: string;
                            orderId: string;
                            /** @enum {string} */
                            status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                            label: string;
                            giverName: string;
                            receiverName: string;
                            receiverPhone: string;
                            message: string;
                            items: {
                                itemName: string;
                                size: string;
                                options: string[];
                                quantity: number;
                            }[];
                            addressKnown: boolean;
                            expiresAt?: string;
                            /** @enum {string} */
                            pushType: "KAKAO" | "LMS";
                            cancelReason?: string;
                            history: {
                                /** @enum {string} */
                                status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                                label: string;
                                at: string;
                            }[];
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postGifts: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        itemId: string;
                        optionIds?: string[];
                        quantity: number;
                        memberCouponIds?: string[];
                        expectedUnitListPrice?: number;
                        expectedUnitPrice?: number;
                    }[];
                    orderCouponId?: string;
                    orderer: {
                        name: string;
                        phone: string;
                        email: string;
                    };
                    /** @enum {string} */
                    payMethod: "CARD" | "NAVER_PAY" | "TOSS_PAY" | "KAKAO_PAY" | "WALLET" | "BANK_TRANSFER";
                    /** @enum {string} */
                    pushType: "KAKAO" | "LMS";
                    receiverName: string;
                    receiverPhone: string;
                    message: string;
                    address?: {
                        /** @enum {string} */
                        receiverName: "TEMP_VALUE";
                        /** @enum {string} */
                        receiverPhone: "TEMP_VALUE";
                        /** @enum {string} */
                        receiverZipcode: "TEMP_VALUE";
                        /** @enum {string} */
                        receiverAddress1: "TEMP_VALUE";
                        /** @enum {string} */
                        receiverAddress2: "TEMP_VALUE";
                        /** @enum {string} */
                        etcMessage: "TEMP_VALUE";
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        giftId: string;
                        orderId: string;
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                        /** @enum {string} */
                        pushType: "KAKAO" | "LMS";
                        cancelReason?: string;
                        history: {
                            /** @enum {string} */
                            status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                            label: string;
                            at: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `PARTNER_DISABLED`, `ITEM_NOT_ON_SALE`, `PRICE_CHANGED`, `DISCOUNT_MISMATCH`, `STOCK_INSUFFICIENT`, `COUPON_NOT_USABLE`, `WALLET_BALANCE_INSUFFICIENT`, `PAYMENT_DECLINED` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `COUPON_LIMIT_EXCEEDED`, `COUPON_QUANTITY_NOT_ONE`, `COUPON_DISCOUNT_TOO_LARGE`, `PRICE_BELOW_FLOOR`, `AMOUNT_OUT_OF_RANGE` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            /** @description `DEPENDENCY_UNAVAILABLE` */
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getGiftsByGiftId: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                giftId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        giftId: string;
                        orderId: string;
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                        /** @enum {string} */
                        pushType: "KAKAO" | "LMS";
                        cancelReason?: string;
                        history: {
                            /** @enum {string} */
                            status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                            label: string;
                            at: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postGiftsByGiftIdPayment: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                giftId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        giftId: string;
                        orderId: string;
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                        /** @enum {string} */
                        pushType: "KAKAO" | "LMS";
                        cancelReason?: string;
                        history: {
                            /** @enum {string} */
                            status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                            label: string;
                            at: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postGiftsByGiftIdCancellation: {
        parameters: {
            header?: {
                /** @description Required, unless an x-request-id is sent: the same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["RequiredIdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                giftId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        giftId: string;
                        orderId: string;
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                        /** @enum {string} */
                        pushType: "KAKAO" | "LMS";
                        cancelReason?: string;
                        history: {
                            /** @enum {string} */
                            status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                            label: string;
                            at: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER`, `IDEMPOTENCY_KEY_REQUIRED` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `GIFT_NOT_RECEIVABLE_CONDITION`, `ORDER_NOT_CANCELLABLE` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getGiftLinksBySecret: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                secret: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postGiftLinksBySecretAcceptance: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                secret: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    address: {
                        receiverName: string;
                        receiverPhone: string;
                        receiverZipcode: string;
                        receiverAddress1: string;
                        receiverAddress2: string;
                        etcMessage: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `GIFT_NOT_RECEIVABLE_CONDITION` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postGiftLinksBySecretRejection: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                secret: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `GIFT_NOT_RECEIVABLE_CONDITION` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    putGiftLinksBySecretAddress: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                secret: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    address: {
                        receiverName: string;
                        receiverPhone: string;
                        receiverZipcode: string;
                        receiverAddress1: string;
                        receiverAddress2: string;
                        etcMessage: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `GIFT_NOT_MODIFY_DELIVERY_CONDITION` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postGiftLinksBySecretReceipt: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                secret: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                    };
                };
            };
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PAYMENT" | "PAID" | "LINK_PUSHED" | "ACCEPTED" | "PREPARING" | "SHIPPING" | "DELIVERED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                        label: string;
                        giverName: string;
                        receiverName: string;
                        receiverPhone: string;
                        message: string;
                        items: {
                            itemName: string;
                            size: string;
                            options: string[];
                            quantity: number;
                        }[];
                        addressKnown: boolean;
                        expiresAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getNotices: {
        parameters: {
            query?: {
                status?: "QUEUED" | "SENT" | "FAILED";
                orderId?: string;
                subjectId?: string;
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notices: {
                            noticeId: string;
                            subjectId: string;
                            orderId?: string;
                            /** @enum {string} */
                            template: "ORDER_PLACED" | "ORDER_PAID" | "PAYMENT_FAILED" | "DEPOSIT_AWAITED" | "PAYMENT_CANCELLED" | "REFUND_DUE" | "ORDER_CANCELLED" | "ORDER_REFUNDED" | "LINES_REFUNDED" | "ORDER_SHIPPED" | "ORDER_DELIVERED" | "GIFT_LINK" | "GIFT_ACCEPTED" | "GIFT_REJECTED" | "GIFT_EXPIRED" | "GIFT_GONE" | "COUPON_ISSUED" | "COUPON_EXPIRING" | "PARTNER_REGISTERED" | "ITEM_REGISTERED";
                            /** @enum {string} */
                            channel: "KAKAO" | "LMS" | "EMAIL";
                            recipient: string;
                            /** @enum {string} */
                            status: "QUEUED" | "SENT" | "FAILED";
                            attempts: number;
                            sentAt?: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postNoticesByNoticeIdResends: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                noticeId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        noticeId: string;
                        subjectId: string;
                        orderId?: string;
                        /** @enum {string} */
                        template: "ORDER_PLACED" | "ORDER_PAID" | "PAYMENT_FAILED" | "DEPOSIT_AWAITED" | "PAYMENT_CANCELLED" | "REFUND_DUE" | "ORDER_CANCELLED" | "ORDER_REFUNDED" | "LINES_REFUNDED" | "ORDER_SHIPPED" | "ORDER_DELIVERED" | "GIFT_LINK" | "GIFT_ACCEPTED" | "GIFT_REJECTED" | "GIFT_EXPIRED" | "GIFT_GONE" | "COUPON_ISSUED" | "COUPON_EXPIRING" | "PARTNER_REGISTERED" | "ITEM_REGISTERED";
                        /** @enum {string} */
                        channel: "KAKAO" | "LMS" | "EMAIL";
                        recipient: string;
                        /** @enum {string} */
                        status: "QUEUED" | "SENT" | "FAILED";
                        attempts: number;
                        sentAt?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getWebhooks: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: {
                            webhookId: string;
                            url: string;
                            eventTypes: ("order.placed" | "order.paid" | "order.prepared" | "order.shipped" | "order.delivered" | "order.lines-cancelled" | "order.closed" | "order.payment-cancelled" | "order.cancelled" | "order.refunded" | "webhook.disabled")[];
                            /** @enum {string} */
                            status: "ACTIVE" | "DISABLED";
                            /** @enum {string} */
                            disabledReason?: "GONE" | "FAILING" | "BY_OWNER";
                            failingSince?: string;
                            registeredAt: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postWebhooks: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    eventTypes: ("order.placed" | "order.paid" | "order.prepared" | "order.shipped" | "order.delivered" | "order.lines-cancelled" | "order.closed" | "order.payment-cancelled" | "order.cancelled" | "order.refunded" | "webhook.disabled")[];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                        url: string;
                        eventTypes: ("order.placed" | "order.paid" | "order.prepared" | "order.shipped" | "order.delivered" | "order.lines-cancelled" | "order.closed" | "order.payment-cancelled" | "order.cancelled" | "order.refunded" | "webhook.disabled")[];
                        /** @enum {string} */
                        status: "ACTIVE" | "DISABLED";
                        /** @enum {string} */
                        disabledReason?: "GONE" | "FAILING" | "BY_OWNER";
                        failingSince?: string;
                        registeredAt: string;
                        secret: string;
                        previousSecretUntil?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `URL_NOT_ALLOWED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteWebhooksByWebhookId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                webhookId: string;
            };
        };
        responses: {
            /** @description Done; there is no body. */
            204: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    patchWebhooksByWebhookId: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                webhookId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    url?: string;
                    eventTypes?: ("order.placed" | "order.paid" | "order.prepared" | "order.shipped" | "order.delivered" | "order.lines-cancelled" | "order.closed" | "order.payment-cancelled" | "order.cancelled" | "order.refunded" | "webhook.disabled")[];
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                        url: string;
                        eventTypes: ("order.placed" | "order.paid" | "order.prepared" | "order.shipped" | "order.delivered" | "order.lines-cancelled" | "order.closed" | "order.payment-cancelled" | "order.cancelled" | "order.refunded" | "webhook.disabled")[];
                        /** @enum {string} */
                        status: "ACTIVE" | "DISABLED";
                        /** @enum {string} */
                        disabledReason?: "GONE" | "FAILING" | "BY_OWNER";
                        failingSince?: string;
                        registeredAt: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED`, `URL_NOT_ALLOWED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postWebhooksByWebhookIdSecretRotations: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                webhookId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                        url: string;
                        eventTypes: ("order.placed" | "order.paid" | "order.prepared" | "order.shipped" | "order.delivered" | "order.lines-cancelled" | "order.closed" | "order.payment-cancelled" | "order.cancelled" | "order.refunded" | "webhook.disabled")[];
                        /** @enum {string} */
                        status: "ACTIVE" | "DISABLED";
                        /** @enum {string} */
                        disabledReason?: "GONE" | "FAILING" | "BY_OWNER";
                        failingSince?: string;
                        registeredAt: string;
                        secret: string;
                        previousSecretUntil?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postWebhooksByWebhookIdTestEvents: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                webhookId: string;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveryId: string;
                        eventType: string;
                        /** @enum {string} */
                        status: "PENDING" | "DELIVERED" | "FAILED";
                        attempts: number;
                        answeredStatus?: number;
                        nextAttemptAt?: string;
                        deliveredAt?: string;
                        queuedAt: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getWebhooksByWebhookIdDeliveries: {
        parameters: {
            query?: {
                status?: "PENDING" | "DELIVERED" | "FAILED";
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                webhookId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            deliveryId: string;
                            eventType: string;
                            /** @enum {string} */
                            status: "PENDING" | "DELIVERED" | "FAILED";
                            attempts: number;
                            answeredStatus?: number;
                            nextAttemptAt?: string;
                            deliveredAt?: string;
                            queuedAt: string;
                        }[];
                        nextCursor?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postWebhooksByWebhookIdDeliveriesByDeliveryIdRedeliveries: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                webhookId: string;
                deliveryId: string;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveryId: string;
                        eventType: string;
                        /** @enum {string} */
                        status: "PENDING" | "DELIVERED" | "FAILED";
                        attempts: number;
                        answeredStatus?: number;
                        nextAttemptAt?: string;
                        deliveredAt?: string;
                        queuedAt: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getOrdersByOrderId: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                orderId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        label: string;
                        serviceType: string;
                        payMethod: string;
                        /** @enum {string} */
                        currency: "KRW";
                        totalAmount: number;
                        payableAmount: number;
                        refundedAmount: number;
                        /** Format: date-time */
                        placedAt: string;
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            size: string;
                            options: {
                                group: string;
                                option: string;
                                price: number;
                            }[];
                            quantity: number;
                            unitListPrice: number;
                            unitDiscountedPrice: number;
                            lineAmount: number;
                            orderDiscountShare: number;
                            deliveryStatus: string;
                            deliveryLabel: string;
                        }[];
                        description: string;
                        cancelReason?: string;
                        labelDetail?: string;
                        orderDiscount: number;
                        orderer?: {
                            name: string;
                            phone: string;
                            email: string;
                        };
                        /** @enum {string} */
                        addressStatus: "KNOWN" | "PENDING_RECIPIENT";
                        address?: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        payment?: {
                            paymentId: string;
                            status: string;
                            amount: number;
                            /** Format: date-time */
                            at: string;
                        };
                        deposit?: {
                            bank: string;
                            accountNumber: string;
                            accountHolder: string;
                            amount: number;
                            depositorName: string;
                            /** Format: date-time */
                            dueAt: string;
                        };
                        shipments: {
                            shipmentId: string;
                            partnerId: string;
                            lineNos: number[];
                            status: string;
                            label: string;
                            carrier?: string;
                            trackingNumber?: string;
                        }[];
                        history: {
                            /** @enum {string} */
                            status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                            label: string;
                            /** Format: date-time */
                            at: string;
                            cause: string;
                            actor: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getOrdersByOrderIdEvents: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
                /** @description The last event seen: goes on after it. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                orderId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        orderId: string;
                        orderNumber: string;
                        /** @enum {string} */
                        status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                        label: string;
                        serviceType: string;
                        payMethod: string;
                        /** @enum {string} */
                        currency: "KRW";
                        totalAmount: number;
                        payableAmount: number;
                        refundedAmount: number;
                        /** Format: date-time */
                        placedAt: string;
                        lines: {
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            size: string;
                            options: {
                                group: string;
                                option: string;
                                price: number;
                            }[];
                            quantity: number;
                            unitListPrice: number;
                            unitDiscountedPrice: number;
                            lineAmount: number;
                            orderDiscountShare: number;
                            deliveryStatus: string;
                            deliveryLabel: string;
                        }[];
                        description: string;
                        cancelReason?: string;
                        labelDetail?: string;
                        orderDiscount: number;
                        orderer?: {
                            name: string;
                            phone: string;
                            email: string;
                        };
                        /** @enum {string} */
                        addressStatus: "KNOWN" | "PENDING_RECIPIENT";
                        address?: {
                            receiverName: string;
                            receiverPhone: string;
                            receiverZipcode: string;
                            receiverAddress1: string;
                            receiverAddress2: string;
                            etcMessage: string;
                        };
                        payment?: {
                            paymentId: string;
                            status: string;
                            amount: number;
                            /** Format: date-time */
                            at: string;
                        };
                        deposit?: {
                            bank: string;
                            accountNumber: string;
                            accountHolder: string;
                            amount: number;
                            depositorName: string;
                            /** Format: date-time */
                            dueAt: string;
                        };
                        shipments: {
                            shipmentId: string;
                            partnerId: string;
                            lineNos: number[];
                            status: string;
                            label: string;
                            carrier?: string;
                            trackingNumber?: string;
                        }[];
                        history: {
                            /** @enum {string} */
                            status: "PLACED" | "AWAITING_PAYMENT" | "PAID" | "PREPARED" | "SHIPPING" | "DELIVERED" | "CLOSED" | "COMPENSATING" | "PAYMENT_CANCELLED" | "CANCELLED" | "REFUNDED";
                            label: string;
                            /** Format: date-time */
                            at: string;
                            cause: string;
                            actor: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getItemsPopular: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: string;
                        to: string;
                        items: {
                            rank: number;
                            itemId: string;
                            quantity: number;
                            orders: number;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getDailySales: {
        parameters: {
            query?: {
                range?: "LAST_WEEK" | "LAST_MONTH" | "LAST_3_MONTHS" | "LAST_6_MONTHS" | "CUSTOM";
                from?: string;
                to?: string;
                itemId?: string;
                page?: number;
                size?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sales: {
                            day: string;
                            itemId: string;
                            partnerId: string;
                            quantity: number;
                            orders: number;
                        }[];
                        page: number;
                        size: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getPartnersByPartnerIdSettlementStatement: {
        parameters: {
            query?: {
                month?: string;
                from?: string;
                to?: string;
                page?: number;
                size?: number;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                partnerId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partnerId: string;
                        from: string;
                        to: string;
                        /** @enum {string} */
                        currency: "KRW";
                        soldAmount: number;
                        refundedAmount: number;
                        feeAmount: number;
                        dueAmount: number;
                        lines: {
                            /** @enum {string} */
                            kind: "SALE" | "REFUND";
                            day: string;
                            orderId: string;
                            orderNumber: string;
                            lineNo: number;
                            itemId: string;
                            itemName: string;
                            quantity: number;
                            amount: number;
                            feePercent: number;
                            fee: number;
                            due: number;
                        }[];
                        page: number;
                        size: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getPartnersByPartnerIdSettlementStatementCsv: {
        parameters: {
            query?: {
                month?: string;
                from?: string;
                to?: string;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                partnerId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsInvariants: {
        parameters: {
            query?: {
                when?: "always" | "quiet";
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        broken: number;
                        invariants: {
                            name: string;
                            /** @enum {string} */
                            when: "always" | "quiet";
                            broken: number;
                            places: string[];
                        }[];
                        away?: string[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsLag: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        waiting: number;
                        lanes: {
                            consumer: string;
                            stream: string;
                            applied: number;
                            behind: number;
                        }[];
                        away?: string[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsPolicies: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policies: {
                            name: string;
                            requirement?: string;
                            value: string;
                            byDefault: string;
                            choice: string;
                            meaning: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsParked: {
        parameters: {
            query?: {
                consumer?: string;
                key?: string;
            };
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parked: {
                            consumer: string;
                            key: string;
                            type: string;
                            reasonClass: string;
                            reason: string;
                            parkedAt: number;
                        }[];
                        away?: string[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsParkedDrops: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dropped: {
                            consumer: string;
                            key: string;
                            type: string;
                            reason: string;
                            droppedBy: string;
                            why: string;
                            droppedAt: number;
                        }[];
                        away?: string[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postOpsParkedDrops: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    consumer: string;
                    key: string;
                    why: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dropped: string;
                        stillParked: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postOpsParkedDryRuns: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    consumer: string;
                    key: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: string;
                        /** @enum {string} */
                        becomes: "applied" | "parked" | "unreadable";
                        reason?: string;
                        /** @enum {string} */
                        refusal?: "COMMON_INVALID_PARAMETER" | "AGREEMENT_REQUIRED" | "IDEMPOTENCY_KEY_REQUIRED" | "AUTH_TOKEN_MISSING" | "AUTH_TOKEN_INVALID" | "AUTH_LOGIN_FAILED" | "AUTH_REFRESH_REUSED" | "SIGNATURE_INVALID" | "AUTH_FORBIDDEN" | "AUTH_VERIFY_REQUIRED" | "ORIGIN_REFUSED" | "COMMON_ENTITY_NOT_FOUND" | "COMMON_METHOD_NOT_ALLOWED" | "COMMON_NOT_ACCEPTABLE" | "COMMON_REQUEST_TIMEOUT" | "COMMON_ILLEGAL_STATUS" | "QUOTE_EXPIRED" | "IDENTITY_EMAIL_TAKEN" | "ITEM_DUPLICATE" | "REVIEW_DUPLICATE" | "MEMBER_HAS_OPEN_ORDERS" | "PARTNER_DISABLED" | "ITEM_NOT_ON_SALE" | "PRICE_CHANGED" | "DISCOUNT_MISMATCH" | "STOCK_INSUFFICIENT" | "COUPON_NOT_USABLE" | "COUPON_ALREADY_ISSUED" | "COUPON_SOLD_OUT" | "COUPON_LIMIT_EXCEEDED" | "COUPON_QUANTITY_NOT_ONE" | "COUPON_DISCOUNT_TOO_LARGE" | "PRICE_BELOW_FLOOR" | "PAYMENT_AMOUNT_MISMATCH" | "PAYMENT_METHOD_MISMATCH" | "DEPOSIT_AMOUNT_MISMATCH" | "REFUND_AMOUNT_MISMATCH" | "REFUND_EXCEEDS_PAYMENT" | "PAYMENT_ALREADY_DONE" | "PAYMENT_DECLINED" | "WALLET_BALANCE_INSUFFICIENT" | "ORDER_NOT_CANCELLABLE" | "GIFT_NOT_RECEIVABLE_CONDITION" | "GIFT_NOT_MODIFY_DELIVERY_CONDITION" | "VERSION_REQUIRED" | "VERSION_CONFLICT" | "REQUEST_IN_PROGRESS" | "IDEMPOTENCY_KEY_REUSED" | "AMOUNT_OUT_OF_RANGE" | "CURRENCY_MISMATCH" | "QUOTE_INVALID" | "URL_NOT_ALLOWED" | "COMMON_BODY_TOO_LARGE" | "COMMON_URI_TOO_LONG" | "COMMON_UNSUPPORTED_MEDIA_TYPE" | "COMMON_EXPECTATION_FAILED" | "COMMON_HEADERS_TOO_LARGE" | "DUPLICATE_REQUEST" | "RATE_LIMITED" | "SERVICE_OVERLOADED" | "DEPENDENCY_UNAVAILABLE" | "COMMON_SYSTEM_ERROR";
                        changed: {
                            table: string;
                            key?: string;
                            /** @enum {string} */
                            change: "added" | "changed" | "removed";
                        }[];
                        stated: {
                            type: string;
                            key: string;
                        }[];
                        calls: string[];
                        waitBehind: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsParkedRedrives: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redrives: {
                            consumer: string;
                            redrivenBy: string;
                            redrivenAt: number;
                            tried: number;
                            applied: number;
                            keys: number;
                            key?: string;
                            types: string[];
                        }[];
                        away?: string[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postOpsParkedRedrives: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    consumer: string;
                    key?: string;
                    keys?: string[];
                    type?: string;
                    firstOnly?: boolean;
                    perSecond?: number;
                    after?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tried: number;
                        stillParked: number;
                        left: number;
                        after?: string;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    postOpsRebuilds: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    context: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        replayed: number;
                        repaired: number;
                        rows: number;
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsMap: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contexts: {
                            name: string;
                            isHere: boolean;
                            request: {
                                total: number;
                                perSecond: number;
                            };
                            deadline: {
                                total: number;
                                perSecond: number;
                            };
                            task: {
                                total: number;
                                perSecond: number;
                            };
                            tasksWaiting: number;
                            parked: number;
                        }[];
                        arrows: {
                            from: string;
                            to: string;
                            /** @enum {string} */
                            kind: "fact" | "command";
                            types: string[];
                            total: number;
                            perSecond: number;
                            parked: number;
                        }[];
                        lanes: {
                            from: string;
                            to: string;
                            behind: number;
                            behindMs: number;
                        }[];
                        away?: string[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsOrdersByOrderIdStory: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
            path: {
                orderId: string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contexts: string[];
                        messages: {
                            name: string;
                            cause: string;
                            root: string;
                            type: string;
                            context: string;
                            at: string;
                            place: string;
                            transaction: string;
                            actor: string;
                            requestId?: string;
                            appliedBy: string[];
                            heardBy: string[];
                            body: string;
                        }[];
                        rows: {
                            context: string;
                            table: string;
                            version: number;
                            createdAt: string;
                            updatedAt: string;
                            transaction: string;
                        }[];
                        waiting: {
                            context: string;
                            /** @enum {string} */
                            what: "deadline" | "task" | "parked";
                            type: string;
                            at: string;
                            tries: number;
                            reason?: string;
                            reasonClass?: string;
                        }[];
                        marks: {
                            context: string;
                            stream: string;
                            applied: number;
                        }[];
                        isComplete: boolean;
                        away?: string[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ENTITY_NOT_FOUND` */
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsSimulators: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payment?: {
                            faults: {
                                /** @enum {string} */
                                on: "charge" | "look" | "close" | "refund";
                                /** @enum {string} */
                                fault: "decline" | "slow" | "time-out" | "act-then-time-out" | "server-error" | "act-then-server-error" | "wrong-amount" | "wrong-currency" | "garbage";
                                times: number;
                            }[];
                            slowMs: number;
                        };
                        carrier?: {
                            faults: {
                                /** @enum {string} */
                                on: "take" | "track";
                                /** @enum {string} */
                                fault: "refuse" | "slow" | "time-out" | "act-then-time-out" | "server-error" | "act-then-server-error" | "garbage";
                                times: number;
                            }[];
                            slowMs: number;
                        };
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            default: components["responses"]["Problem"];
        };
    };
    putOpsSimulators: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    payment?: {
                        faults?: {
                            /** @enum {string} */
                            on: "charge" | "look" | "close" | "refund";
                            /** @enum {string} */
                            fault: "decline" | "slow" | "time-out" | "act-then-time-out" | "server-error" | "act-then-server-error" | "wrong-amount" | "wrong-currency" | "garbage";
                            times: number;
                        }[];
                        slowMs?: number;
                    };
                    carrier?: {
                        faults?: {
                            /** @enum {string} */
                            on: "take" | "track";
                            /** @enum {string} */
                            fault: "refuse" | "slow" | "time-out" | "act-then-time-out" | "server-error" | "act-then-server-error" | "garbage";
                            times: number;
                        }[];
                        slowMs?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payment?: {
                            faults: {
                                /** @enum {string} */
                                on: "charge" | "look" | "close" | "refund";
                                /** @enum {string} */
                                fault: "decline" | "slow" | "time-out" | "act-then-time-out" | "server-error" | "act-then-server-error" | "wrong-amount" | "wrong-currency" | "garbage";
                                times: number;
                            }[];
                            slowMs: number;
                        };
                        carrier?: {
                            faults: {
                                /** @enum {string} */
                                on: "take" | "track";
                                /** @enum {string} */
                                fault: "refuse" | "slow" | "time-out" | "act-then-time-out" | "server-error" | "act-then-server-error" | "garbage";
                                times: number;
                            }[];
                            slowMs: number;
                        };
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS`, `COMMON_ILLEGAL_STATUS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsRoutes: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        routes: {
                            method: string;
                            path: string;
                            context: string;
                            access: string[];
                            priority: string;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    getOpsInstances: {
        parameters: {
            header?: {
                /** @description The value an earlier answer gave: this answer is then at least as new. */
                "Bojagi-Position"?: components["parameters"]["Position"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        instances: {
                            url: string;
                            contexts: string[];
                            /** @enum {string} */
                            state: "ready" | "slow" | "away";
                            inFlight: number;
                            failures: number;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            default: components["responses"]["Problem"];
        };
    };
    postOpsRefreshes: {
        parameters: {
            header?: {
                /** @description The same key and body give the first answer again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description wait=N waits up to N seconds (at most 30) for the outcome. */
                Prefer?: components["parameters"]["Prefer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Bojagi-Position": components["headers"]["Position"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        instances: {
                            url: string;
                            contexts: string[];
                            /** @enum {string} */
                            state: "ready" | "slow" | "away";
                            inFlight: number;
                            failures: number;
                        }[];
                    };
                };
            };
            /** @description `COMMON_INVALID_PARAMETER` */
            400: components["responses"]["Problem400"];
            /** @description `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_INVALID` */
            401: components["responses"]["Problem401"];
            /** @description `AUTH_FORBIDDEN`, `ORIGIN_REFUSED` */
            403: components["responses"]["Problem403"];
            /** @description `REQUEST_IN_PROGRESS` */
            409: components["responses"]["Problem409"];
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: components["responses"]["Problem422"];
            /** @description `DUPLICATE_REQUEST` */
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
}
